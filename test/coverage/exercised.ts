import { CATALOGUE } from '../../machines/messages/catalogue.ts';
import type { MessageDefinition } from '../../machines/messages/message-definition.ts';
import { OCPP_ERROR_CODES } from '../../machines/vocabulary/ocpp-error.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { Evidence } from './evidence.ts';
import type { Observation } from './observation.ts';
import { UNEXERCISED } from './unexercised.ts';

/** Something that a station does or knows, and the tests in which it really happened. */
export type Exercised = {
  /** `key HeartbeatInterval: refused`: unique. */
  readonly id: string;
  readonly table: 'actions' | 'keys' | 'codes';
  readonly row: string;
  readonly column: string;
  readonly tests: readonly Observation[];
  /** Why nothing has to exercise it; null: something has to. */
  readonly why: string | null;
};

type Lists = Exclude<keyof Evidence, 'flow' | 'flowTransitions' | 'transitions'>;
type Question = Pick<Exercised, 'table' | 'row' | 'column'> & { readonly list: Lists };

const actionQuestions = (): Question[] =>
  Object.entries(CATALOGUE as Record<string, MessageDefinition>).flatMap(([row, { direction }]) => {
    const table = 'actions' as const;
    const sent = { table, row, column: 'sent', list: 'sent' } as const;
    const received = [
      { table, row, column: 'received', list: 'received' },
      { table, row, column: 'performed', list: 'performed' },
    ] as const;
    if (direction === 'both') return [sent, ...received];
    return direction === 'CP>CS' ? [sent] : received;
  });

const keyQuestions = (): Question[] =>
  mx007sc.keys.flatMap(({ name, access }) => {
    const ask = (column: string, list: Lists): Question => ({ table: 'keys', row: name, column, list });
    return [
      ...(access === 'W' ? [] : [ask('shown', 'keysShown')]),
      ...(access === 'R' ? [] : [ask('changed', 'keysChanged')]),
      ask('refused', 'keysRefused'),
      ...(access === 'RW' ? [ask('other value', 'keysOther')] : []),
    ];
  });

const codeQuestions = (): Question[] =>
  OCPP_ERROR_CODES.flatMap((row) => [
    { table: 'codes', row, column: 'sent', list: 'codesSent' } as const,
    { table: 'codes', row, column: 'received', list: 'codesReceived' } as const,
  ]);

/** Every action in its directions, every configuration key, every error code, and where it is exercised. */
export const exercised = (tests: readonly Observation[]): Exercised[] =>
  [...actionQuestions(), ...keyQuestions(), ...codeQuestions()].map(({ list, ...question }) => {
    const id = `${question.table} ${question.row}: ${question.column}`;
    const seen = tests.filter(({ evidence }) => evidence[list].includes(question.row));
    return { ...question, id, tests: seen, why: UNEXERCISED.get(id) ?? null };
  });

export const exercisedFindings = (all: readonly Exercised[]): string[] => {
  const known = new Set(all.map(({ id }) => id));
  return [
    ...all.flatMap(({ id, tests, why }) => {
      if (tests.length === 0 && why === null)
        return [`${id}: no test that ran exercises it, and nothing says why`];
      return tests.length > 0 && why !== null ? [`${id} is exercised, but is said to be not: ${why}`] : [];
    }),
    ...[...UNEXERCISED.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `${id} is nothing that can be exercised`),
  ];
};
