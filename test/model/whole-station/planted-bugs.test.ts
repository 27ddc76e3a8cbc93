import { describe, expect, it } from 'vitest';
import { readEdgeLog } from '../../../actors/read-edge-log.ts';
import { replay } from '../../../actors/replay.ts';
import { type Registry, registry } from '../../../machines/registry.ts';
import { type CallQueueEvent, type CallQueueInput, callQueue } from '../../../machines/rules/call-queue.ts';
import { explore, report } from '../explorer.ts';
import { lassoText, unending } from '../liveness.ts';
import { mutated } from '../mutated.ts';
import { StateGraph } from '../state-graph.ts';
import { ExploredStation } from './explored-station.ts';
import { NEVER, STATION_COMPOSITIONS, type StationDimensions } from './station-dimensions.ts';
import { STATION_LIVENESS, stationMarks } from './station-liveness.ts';
import { repeated } from './trace.ts';

const { chargePoint, connector, contactor, ocppConnection, transaction } = registry;
type Changed = { readonly registry?: Registry; readonly queue?: typeof callQueue };
const withMachines = (machines: Partial<Registry>): Changed => ({ registry: { ...registry, ...machines } });

const compositionOf = (name: string) => STATION_COMPOSITIONS.find((it) => it.name === name)!;
function violationIn(name: string, changed: Changed) {
  const found = explore(new ExploredStation({ ...compositionOf(name), ...changed }), { most: 150_000 });
  console.log(report(found));
  return found.violation;
}
function lassoIn(name: string, changed: Changed, dimensions: Partial<StationDimensions> = {}): string {
  const composition = compositionOf(name);
  const narrowed = { ...composition, dimensions: { ...composition.dimensions, ...dimensions } };
  const model = new ExploredStation({ ...narrowed, ...changed });
  const graph = new StateGraph(stationMarks(model));
  const found = explore(model, { most: 150_000, graph });
  expect(found.complete).toBe(true);
  const runs = STATION_LIVENESS.flatMap((it) => unending(model, graph, found, it) ?? []);
  const text = runs.map(lassoText).join('\n');
  console.log(text);
  return text;
}

/** A queue that is given something else than it should be. */
const queueThat =
  (change: (event: CallQueueEvent, inFlight: string | null) => CallQueueEvent) =>
  (input: CallQueueInput): ReturnType<typeof callQueue> => {
    const { initial, step } = callQueue(input);
    return {
      initial,
      step: (state, event) => step(state, change(event, state.inFlight?.messageId ?? null)),
    };
  };

describe('a planted bug between wire and disk is found', () => {
  it('S5: an answer to an earlier CALL is taken for the one to the CALL in flight', () => {
    const queue = queueThat((event, inFlight) =>
      event.type === 'RESULT' && inFlight ? { ...event, messageId: inFlight } : event,
    );
    const violation = violationIn('registration', { queue });
    expect([violation?.property, violation?.words]).toEqual(['S5', expect.stringContaining('in flight')]);
  });

  it.each([
    ['twice', ['answer', 'answer'], 'answered already'],
    ['never', [], 'is not answered'],
  ])('S5: a CALL is answered %s', (_times, actions, words) => {
    const changed = mutated(chargePoint, [], (root) => {
      root.on = { ...root.on, CALL: { guard: 'listens', actions } };
    });
    const violation = violationIn('link', withMachines({ chargePoint: changed }));
    expect([violation?.property, violation?.words]).toEqual(['S5', expect.stringContaining(words)]);
  });

  it('S6: a Rejected station asks again at once', () => {
    const hasty = mutated(ocppConnection, ['registration', 'rejected'], (rejected) => {
      rejected.always = 'unregistered';
    });
    const violation = violationIn('registration', withMachines({ ocppConnection: hasty }));
    expect([violation?.property, violation?.words]).toEqual([
      'S6',
      'BootNotification is sent, but the station is Rejected, and its interval is not over',
    ]);
  });

  it('S6: a Rejected station answers', () => {
    const chatty = mutated(chargePoint, [], (root) => {
      root.on = { ...root.on, CALL: { actions: 'answer' } };
    });
    const violation = violationIn('registration', withMachines({ chargePoint: chatty }));
    expect(violation?.words).toBe('the CALL c is answered while Rejected');
  });

  it('S3: a message is given up before it was tried as often as the key says', () => {
    const queue = (input: CallQueueInput): ReturnType<typeof callQueue> => {
      const { now } = input.records;
      const configuration = { ...now.configuration, TransactionMessageAttempts: '1' };
      const records = { now: { ...now, configuration }, toJSON: () => undefined };
      return callQueue({ ...input, records });
    };
    const violation = violationIn('delivery', { queue });
    expect([violation?.property, violation?.words]).toEqual([
      'S3',
      'StartTransaction 1 is given up after 1 of 2 attempts',
    ]);
  });

  it('S3: after a power cut the connector forgets its open transaction', () => {
    const forgetful = mutated(connector, ['session', 'deciding'], (deciding) => {
      deciding.always = (deciding.always as readonly unknown[]).slice(1);
    });
    const changed = withMachines({ connector: forgetful });
    const violation = violationIn('power cuts', changed);
    expect([violation?.property, violation?.words]).toEqual([
      'S3',
      'transaction 1 is stored open and nobody will end it',
    ]);
    // The real station with the same bug does the same, and its edge logs play to the same.
    const again = repeated(compositionOf('power cuts'), violation!.way, changed);
    expect(again.difference).toBeNull();
    expect(again.violation?.words).toBe(violation?.words);
    expect(again.edgeLogs.length).toBe(2);
    for (const text of again.edgeLogs)
      expect(replay(readEdgeLog(text), { registry: changed.registry! }).differences).toEqual([]);
  });

  it('S4: after a power cut the stored reading is not taken up', () => {
    const blank = mutated(transaction, ['beginning'], (beginning) => {
      const [interrupted, ...others] = beginning.always as readonly { guard: string; target: string }[];
      beginning.always = [{ guard: interrupted!.guard, target: interrupted!.target }, ...others];
    });
    const violation = violationIn('failing ports', withMachines({ transaction: blank }));
    expect([violation?.property, violation?.words]).toEqual(['S4', expect.stringContaining('reports 0 Wh')]);
  });
});

describe('a planted standstill is found, with a run that never ends', () => {
  it('L2: nothing connects again', () => {
    const tired = mutated(ocppConnection, ['link', 'down', 'waiting'], (waiting) => {
      waiting.after = {};
    });
    const text = lassoIn('link', withMachines({ ocppConnection: tired }));
    expect(text).toContain('L2, L6 violated: online with nothing left to send never comes\n     1. socket');
    expect(text).toContain('and then nothing happens any more');
  });

  it('L6: an accepted station registers again, and again', () => {
    const forgetful = mutated(ocppConnection, ['registration', 'registering'], (registering) => {
      registering.on = { ...registering.on, CALL_ANSWERED: 'unregistered' };
    });
    const text = lassoIn('link', withMachines({ ocppConnection: forgetful }));
    expect(text).toContain('and then for ever:');
    expect(text).toContain('BootNotification Accepted');
  });

  it('L1: an accepted start waits for a cable for ever', () => {
    const patient = mutated(connector, ['session', 'awaitingPlug'], (awaiting) => {
      awaiting.after = {};
    });
    expect(lassoIn('remote', withMachines({ connector: patient }))).toContain('L1 violated');
  });

  it('L1: an accepted start waits for ever for a vehicle that comes when it likes', () => {
    const patient = mutated(connector, ['session', 'awaitingPlug'], (awaiting) => {
      awaiting.after = {};
    });
    expect(lassoIn('free vehicle', withMachines({ connector: patient }))).toContain('L1 violated');
  });

  it('L3: a stop that waits for the vehicle to stop drawing, which it does as it likes', () => {
    const polite = mutated(contactor, ['power', 'stopping'], (stopping) => {
      stopping.after = {};
    });
    const text = lassoIn('free vehicle', withMachines({ contactor: polite }));
    expect(text).toContain('L3 violated: the end of a transaction that was stopped');
    expect(text).toContain('current flowing');
    // A vehicle that does what it is asked hides it.
    expect(lassoIn('remote', withMachines({ contactor: polite }))).toBe('');
  });

  it('L3: a StopTransaction that storage refused once is never tried again', () => {
    const resigned = mutated(transaction, ['storingEnd', 'failed'], (failed) => {
      failed.after = {};
    });
    const most = { ...NEVER, starts: 1, storageFailures: 1 };
    const text = lassoIn('failing ports', withMachines({ transaction: resigned }), { loss: false, most });
    expect(text).toContain('L3 violated');
    expect(text).toContain(', and storage fails');
  });

  it('L2 needs pings: without them a link that fell silent is never noticed', () => {
    const { configuration } = compositionOf('link').dimensions;
    const off = { ...configuration, WebSocketPingInterval: '0', HeartbeatInterval: '0' };
    expect(lassoIn('link', {}, { configuration: off })).toContain(
      'the link falls silent\n  and then nothing happens any more',
    );
  });
});
