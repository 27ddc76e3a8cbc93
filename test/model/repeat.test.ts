import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { not } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { ExploredConnector } from './compositions/connector-model.ts';
import { type Exploration, explore } from './explorer.ts';
import { mutated } from './mutated.ts';
import { repeatedOnActors, saveTrace } from './repeat.ts';
import { ExploredStation } from './station/explored-station.ts';
import { STATION_COMPOSITIONS } from './station/station-compositions.ts';
import { readTrace } from './trace-file.ts';

const { chargePoint, connector, contactor, reservation, transaction } = registry;
const directory = mkdtempSync(`${tmpdir()}/counterexamples-`);
afterAll(() => rmSync(directory, { recursive: true }));

const exploring = {
  connector: (name: string, changed: Registry) => {
    const composition = CONNECTOR_COMPOSITIONS.find((it) => it.name === name)!;
    return explore(new ExploredConnector({ ...composition, registry: changed }), { most: 100_000 });
  },
  pair: (name: string, changed: Registry) => {
    const composition = STATION_COMPOSITIONS.find((it) => it.name === name)!;
    return explore(new ExploredStation({ ...composition, registry: changed }), { most: 100_000 });
  },
};

const deaf = mutated(contactor, ['power', 'closed'], (closed) => {
  const [, permitEnded] = closed.always as readonly unknown[];
  closed.always = [{ guard: not('mirrorClosed'), target: 'opening' }, permitEnded];
});
const endless = mutated(contactor, ['power', 'stopping'], (stopping) => {
  stopping.after = {};
});
const forgetful = mutated(transaction, ['storingStart'], (storing) => {
  storing.on = { ...storing.on, END: 'refused' };
});
const lost = mutated(connector, ['session', 'preparing'], (preparing) => {
  preparing.entry = { type: 'toTransaction', params: { type: 'POWER_DOWN' } };
});
const sleeper = mutated(reservation, ['held'], (held) => {
  const { ALARM: _, ...on } = held.on ?? {};
  held.on = on;
});
const patient = mutated(chargePoint, ['resetting', 'delivering'], (delivering) => {
  delete delivering.after;
});
const scheduled = mutated(connector, ['availability', 'scheduled'], (state) => {
  delete state.always;
});
const unmoved = mutated(connector, ['session', 'stopping', 'halting', 'poweringDown'], (state) => {
  delete state.always;
});

describe('a saved counterexample, repeated on the real actors, shows the same violation', () => {
  it.each([
    ['connector', 'power', 'S2', { contactor: deaf }],
    ['connector', 'power', 'S2', { contactor: endless }],
    ['connector', 'slow storage', 'S3', { transaction: forgetful }],
    ['connector', 'power', 'S14', { connector: lost }],
    ['pair', 'reserved connector', 'L4', { reservation: sleeper }],
    ['pair', 'resets', 'L3', { chargePoint: patient }],
    ['pair', 'availability', 'S9', { connector: scheduled }],
    ['pair', 'emergency stop', 'S2', { connector: unmoved }],
  ] as const)('%s, %s: %s', (family, name, property, changed) => {
    const machines = { ...registry, ...changed };
    const found: Exploration = exploring[family](name, machines);
    const trace = readTrace(saveTrace(directory, family, found));
    expect(trace).toMatchObject({ family, composition: name, property, words: found.violation?.words });

    const again = repeatedOnActors(trace, machines);
    expect(again.difference).toBeNull();
    expect(again.labels).toEqual(trace.steps);
    expect(again.violation).toEqual({ property, words: trace.words });

    // The machines without the bug violate nothing on the same way, as far as it can be walked.
    expect(repeatedOnActors(trace).violation).toBeNull();
  });

  it('and a file that is no trace is refused', () => {
    expect(() => readTrace(new URL('../../package.json', import.meta.url).pathname)).toThrow('is no trace');
  });
});
