import { describe, expect, it } from 'vitest';
import type { EdgeLog } from '../../actors/edge-log.ts';
import { readEdgeLog } from '../../actors/read-edge-log.ts';
import { replay } from '../../actors/replay.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { BenchStation } from './bench-station.ts';
import { exploding, PLANTED } from './exploding.ts';
import { recordedStation, statesOf } from './recorded-station.ts';

/** Expects that the log, played on fresh actors, ends where the station is now. */
function expectSameEnd(
  station: BenchStation,
  log: EdgeLog,
  options: Parameters<typeof replay>[1] = {},
): void {
  const replayed = replay(log, options);
  expect(replayed.differences).toEqual([]);
  expect(statesOf(replayed.edge.root)).toEqual(statesOf(station.station.root));
  expect(replayed.storage.records).toEqual(station.storage.records);
  expect(replayed.storage.messages()).toEqual(station.storage.messages());
}

async function charged() {
  const recorded = recordedStation({ set: { MeterValueSampleInterval: '10' } });
  await recorded.station.booted();
  await recorded.station.charge(1, 'CARD-1');
  await recorded.station.pass(25_000);
  return recorded;
}

describe('an edge log played on the real actors', () => {
  it('a charge with a fault of the power path: ends in the same states and records', async () => {
    const { station, log } = await charged();
    station.world.stick(1, 'closed');
    station.world.showCard('CARD-1');
    await station.pass(20_000);
    expect(station.statuses).toEqual(['Faulted', 'Available']);
    expectSameEnd(station, log());
  });

  it('in the middle of a charge, offline, with messages in the queue', async () => {
    const { station, log } = await charged();
    station.socket.peer.refuse = () => ({ status: null, detail: 'down' });
    station.socket.peer.close(1006);
    await station.pass(60_000);
    expect(station.storage.messages().length).toBeGreaterThan(2);
    expectSameEnd(station, log());
  });

  it('a soft reset, commands, a changed configuration and a secret that the log does not tell', async () => {
    const { station, text, log } = await charged();
    const key = '00112233445566778899aabbccddeeff';
    station.central.call('ChangeConfiguration', { key: 'AuthorizationKey', value: key });
    await station.pass(10_000);
    station.central.call('ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '30' });
    station.central.call('TriggerMessage', { requestedMessage: 'MeterValues' });
    await station.pass(5_000);
    station.central.call('Reset', { type: 'Soft' });
    await station.pass(20_000);
    expect(station.restarts).toEqual(['reset']);
    expect(text()).not.toContain(key);
    expectSameEnd(station, log());
  });

  it('a disk that was full for a while', async () => {
    const { station, log } = await charged();
    (station.storage as MemoryStorage).full = true;
    await station.pass(30_000);
    (station.storage as MemoryStorage).full = false;
    await station.pass(10_000);
    expect(station.central.of('StopTransaction')).toMatchObject([{ reason: 'Other' }]);
    expectSameEnd(station, log());
  });

  it('an actor that threw throws again', async () => {
    const registry = exploding('connector');
    const { station, log } = recordedStation({ registry });
    await station.booted();
    await station.charge(1, 'CARD-1');
    station.station.edge.deliver('connector-1', PLANTED);
    await station.pass(10_000);
    expect(station.statuses[0]).toBe('Finishing');
    expectSameEnd(station, log(), { registry });
  });

  it('from the records of an earlier life', async () => {
    const first = (await charged()).station;
    const storage = (first.storage as MemoryStorage).clone();
    const { station, log } = recordedStation({ storage: () => storage });
    await station.booted();
    expect(station.central.of('StopTransaction')).toMatchObject([{ reason: 'PowerLoss' }]);
    expectSameEnd(station, log());
  });
});

it('an edge log that ends at any line of it, as one that is read while the station runs', async () => {
  const { log } = await charged();
  const { header, envelopes } = log();
  const parted = envelopes.flatMap(
    (_, end) => replay({ header, envelopes: envelopes.slice(0, end) }).differences,
  );
  expect(parted).toEqual([]);
});

describe('a log that is not what happened', () => {
  const changed = async (change: (line: string) => string): Promise<readonly string[]> => {
    const { text } = await charged();
    const lines = text().split('\n');
    const other = lines.map((line, index) => (index === 0 ? line : change(line)));
    expect(other).not.toEqual(lines);
    return replay(readEdgeLog(`${other.filter(Boolean).join('\n')}\n`)).differences;
  };

  it.each([
    [
      'another card',
      (line: string) => line.replace('"type":"CARD","idTag":"CARD-1"', '"type":"CARD","idTag":"BAD"'),
    ],
    ['a vehicle that never asks', (line: string) => line.replace('"pilot":"C"', '"pilot":"B"')],
    [
      'a timer too early',
      (line: string) => line.replace(/"monotonic_ms":[\d.]+(?=.*"cause":"timer")/, '"monotonic_ms":0'),
    ],
    [
      'a timer that never fired',
      (line: string) => (line.includes('xstate.after.sampleInterval') ? '' : line),
    ],
    [
      'a commit that nothing is said of',
      (line: string) => (line.includes('"COMMITTED","purpose":"start"') ? '' : line),
    ],
    [
      'a start that was refused',
      (line: string) => line.replace('"COMMITTED","purpose":"start"', '"COMMIT_FAILED","purpose":"start"'),
    ],
  ])('%s: the replay says where it parts', async (_words, change) => {
    const differences = await changed(change);
    expect(differences.length).toBeGreaterThan(0);
    expect(differences[0]).toMatch(/^at \d+ the log has /);
  });

  it('is refused in words where it is no log at all', () => {
    expect(() => readEdgeLog('')).toThrow('does not begin with a header');
    expect(() => readEdgeLog('{"format":2}\n')).toThrow('does not begin with a header');
    expect(() => readEdgeLog('{"format":1}\n{"a":1}\n')).toThrow('line 2 of the edge log is no envelope');
    expect(() => readEdgeLog('{"format":1}\nnonsense\n')).toThrow('line 2 of the edge log is no JSON');
    expect(readEdgeLog('{"format":1}\n{"cut off').envelopes).toEqual([]);
  });
});
