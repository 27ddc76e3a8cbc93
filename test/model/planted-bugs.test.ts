import { describe, expect, it } from 'vitest';
import { and, not } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { ExploredConnector } from './compositions/connector-model.ts';
import { type Exploration, explore, report } from './explorer.ts';
import { mutated } from './mutated.ts';

const { contactor, connector, transaction } = registry;
const CLOSED = ['power', 'closed'];
const STOPPING = ['power', 'stopping'];

function exploring(name: string, changed: Partial<Registry>): Exploration {
  const composition = CONNECTOR_COMPOSITIONS.find((it) => it.name === name)!;
  const model = new ExploredConnector({ ...composition, registry: { ...registry, ...changed } });
  const found = explore(model, { most: 100_000 });
  console.log(report(found));
  return found;
}

/** Property, length of the shortest trace, its last step. */
const verdict = ({ violation }: Exploration) => [
  violation?.property,
  violation?.trace.length,
  violation?.trace.at(-1)?.label,
];

describe('a planted bug is found, with the shortest way there', () => {
  it('a closed contactor that does not react to leaving C', () => {
    const deaf = mutated(contactor, CLOSED, (closed) => {
      const [, permitEnded] = closed.always as readonly unknown[];
      closed.always = [{ guard: not('mirrorClosed'), target: 'opening' }, permitEnded];
    });
    const found = exploring('power', { contactor: deaf });
    // A vehicle waits in C; card, Authorize, meter, StartTransaction stored: the coil closes; confirmed; B.
    expect(verdict(found)).toEqual(['S2', 7, 'pilot B']);
    expect(found.violation?.words).toBe('connector 1: the contactor stays closed, but the pilot is B');
    const closing =
      / {3}5\. stored: start of transaction-1\n(?: {10}-> .*\n)*? {10}-> contactor-1 coil .*true/;
    expect(report(found)).toMatch(closing);
  });

  it('a connector that permits energy before StartTransaction is stored', () => {
    const hasty = mutated(connector, ['session', 'transaction', 'starting'], (starting) => {
      starting.entry = { type: 'toContactor', params: { type: 'PERMIT', limit_A: 16 } };
    });
    const found = exploring('power', { connector: hasty });
    expect(verdict(found)).toEqual(['S1', 3, 'Authorize accepted (rfid-session)']);
    expect(found.violation?.words).toContain('no StartTransaction is stored');
  });

  it('an orderly stop that has no end', () => {
    const endless = mutated(contactor, STOPPING, (stopping) => {
      stopping.after = {};
    });
    const found = exploring('power', { contactor: endless });
    expect(verdict(found)).toEqual(['S2', 8, 'StartTransaction 1 refused']);
    expect(found.violation?.words).toContain('nothing opens the contactor in 6000 ms');
  });

  it('an orderly stop whose time begins anew', () => {
    const patient = mutated(contactor, STOPPING, (stopping) => {
      stopping.on = { ...stopping.on, REVOKE: { target: 'stopping', reenter: true } };
    });
    const found = exploring('power', { contactor: patient });
    expect(found.violation?.words).toContain('the time of the orderly stop begins anew');
  });

  it('an orderly stop that does not see the current end', () => {
    const blind = mutated(contactor, STOPPING, (stopping) => {
      stopping.always = { guard: not(and(['requesting', 'mirrorClosed'])), target: 'opening' };
    });
    const found = exploring('power', { contactor: blind });
    expect(found.violation?.words).toContain('the current has ended');
    expect(found.violation?.trace.at(-1)?.label).toBe('current none');
  });

  it('an orderly stop that goes on offering', () => {
    const generous = mutated(contactor, STOPPING, (stopping) => {
      delete stopping.entry;
    });
    const found = exploring('power', { contactor: generous });
    expect(found.violation?.words).toContain('the pilot still offers 16 A');
  });

  it('a contactor that sticks unnoticed', () => {
    const trusting = mutated(contactor, ['power', 'idle'], (idle) => {
      delete idle.always;
    });
    const found = exploring('power', { contactor: trusting });
    expect(verdict(found)).toEqual(['S2', 1, 'mirror contact closed, stuck']);
  });

  it('a transaction refused after its start was handed to storage: nobody will end it', () => {
    const forgetful = mutated(transaction, ['storingStart'], (storing) => {
      storing.on = { ...storing.on, END: 'refused' };
    });
    const found = exploring('slow storage', { transaction: forgetful });
    expect(verdict(found)).toEqual(['S3', 6, 'stored: start of transaction-1']);
  });

  it('a transaction that starts although the station goes down (the machines had this one)', () => {
    const late = mutated(transaction, ['readingStart'], (reading) => {
      const { HALT: _, ...on } = reading.on ?? {};
      reading.on = on;
    });
    const found = exploring('restart', { transaction: late });
    expect(found.violation?.property).toBe('S9');
    expect(found.violation?.trace.at(-1)?.label).toBe('meter read: start');
  });

  it('a machine that throws', () => {
    const lost = mutated(connector, ['session', 'preparing'], (preparing) => {
      preparing.entry = { type: 'toTransaction', params: { type: 'POWER_DOWN' } };
    });
    const found = exploring('power', { connector: lost });
    expect(verdict(found)).toEqual(['S14', 1, 'pilot B']);
    expect(found.violation?.words).toContain("Unable to send event to actor 'transaction-0'");
  });

  it('a guard that decides by what is only carried along', () => {
    const guards = {
      ending: ({ context }: { context: { data: { last_Wh: number } } }) => context.data.last_Wh > 0,
    };
    const found = exploring('power', { transaction: transaction.provide({ guards } as never) });
    expect(found.violation?.property).toBe('S14');
    expect(found.violation?.words).toContain('reads context.data');
  });
});
