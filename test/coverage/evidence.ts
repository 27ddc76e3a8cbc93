import type { CertifiedFlow } from './certified-flow.ts';
import { CERTIFIED_FLOWS } from './certified-flows.ts';
import { matchFlow } from './match-flow.ts';
import { answerTo, isFrameOf, type Story } from './story.ts';

/** What was seen in the runs of one test: each list without repetitions, in alphabetical order. */
export type Evidence = {
  /** The flow that the test names and did; null: it is about something else, or a variation. */
  readonly flow: string | null;
  /** Transitions of the machines in the flow, from its first step to what followed the last. */
  readonly flowTransitions: readonly string[];
  readonly transitions: readonly string[];
  /** Actions of CALLs of the station that were answered, and of the central system. */
  readonly sent: readonly string[];
  readonly received: readonly string[];
  /** Of the received ones, those that were answered with a CALLRESULT. */
  readonly performed: readonly string[];
  readonly codesSent: readonly string[];
  readonly codesReceived: readonly string[];
  readonly keysShown: readonly string[];
  readonly keysChanged: readonly string[];
  readonly keysRefused: readonly string[];
  /** Keys that had another value than the station profile's at the end. */
  readonly keysOther: readonly string[];
};
type Lists = Omit<Evidence, 'flow'>;

/** The flow that a test claims by its name, which begins with the flow's id and name. */
export const claimedFlow = (test: string): CertifiedFlow | undefined =>
  CERTIFIED_FLOWS.find(({ id, name }) => {
    const claim = `${id} ${name}`;
    return test === claim || test.startsWith(`${claim} (`);
  });

/**
 * What a run shows.
 * @param initial the configuration of the station profile.
 * @throws Error if the test claims a flow and the run is not that flow.
 */
export function evidenceOf(test: string, story: Story, initial: Story['configuration']): Evidence {
  const flow = claimedFlow(test);
  if (!flow) return { flow: null, flowTransitions: [], ...listsOf(story, initial) };
  const matched = matchFlow(flow, story);
  if ('problem' in matched) throw new Error(`this run is not ${flow.id}: ${matched.problem}`);
  const { first, end } = matched.found;
  const during = story.transitions.filter(({ place }) => place >= first && place <= end);
  return { flow: flow.id, flowTransitions: distinct(during.map(({ id }) => id)), ...listsOf(story, initial) };
}

const distinct = (items: readonly string[]): string[] => [...new Set(items)].sort();

function listsOf({ events, configuration, transitions }: Story, initial: Story['configuration']) {
  const calls = events.flatMap((event, index) => {
    if (!isFrameOf(event) || event.kind !== 'call') return [];
    const answer = answerTo(events, event, index)?.payload;
    return answer ? [{ ...event, answer }] : [];
  });
  const of = (from: string, action?: string) =>
    calls.filter((it) => it.from === from && (action === undefined || it.action === action));
  const received = of('central system');
  const changes = of('central system', 'ChangeConfiguration');
  const changed = (...statuses: string[]) =>
    distinct(
      changes
        .filter(({ answer }) => statuses.includes(String(answer.status)))
        .map(({ payload }) => String(payload.key)),
    );
  const codes = (from: string) =>
    distinct(of(from).flatMap(({ answer }) => ('callError' in answer ? [String(answer.callError)] : [])));
  const lists: Omit<Lists, 'flowTransitions'> = {
    transitions: distinct(transitions.map(({ id }) => id)),
    sent: distinct(of('station').map(({ action }) => action)),
    received: distinct(received.map(({ action }) => action)),
    performed: distinct(
      received.filter(({ answer }) => !('callError' in answer)).map(({ action }) => action),
    ),
    codesSent: codes('central system'),
    codesReceived: codes('station'),
    keysShown: distinct(
      of('central system', 'GetConfiguration').flatMap(({ answer }) =>
        ((answer.configurationKey ?? []) as { key: string }[]).map(({ key }) => key),
      ),
    ),
    keysChanged: changed('Accepted', 'RebootRequired'),
    keysRefused: changed('Rejected'),
    keysOther: distinct(Object.keys(configuration).filter((key) => configuration[key] !== initial[key])),
  };
  return lists;
}

/** Of several runs of one test. */
export function joined(a: Evidence, b: Evidence): Evidence {
  const both = (list: keyof Lists) => distinct([...a[list], ...b[list]]);
  return {
    flow: a.flow ?? b.flow,
    flowTransitions: both('flowTransitions'),
    transitions: both('transitions'),
    sent: both('sent'),
    received: both('received'),
    performed: both('performed'),
    codesSent: both('codesSent'),
    codesReceived: both('codesReceived'),
    keysShown: both('keysShown'),
    keysChanged: both('keysChanged'),
    keysRefused: both('keysRefused'),
    keysOther: both('keysOther'),
  };
}
