import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findActor } from '../../actors/find-actor.ts';
import { readEdgeLog } from '../../actors/read-edge-log.ts';
import { replay } from '../../actors/replay.ts';
import { linesOf, recordingOf } from '../../visualizations/page/recording-lines.ts';
import { recordedStation } from '../station/recorded-station.ts';
import { CentralSystem } from './central-system.ts';
import { bootedStation, charge, stationOptions } from './charging.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

describe('the edge log of the real process', () => {
  it('of a charge that the power was cut in plays to the same charge, on the same transaction', async () => {
    const central = await CentralSystem.start();
    const data = dataDirectory();
    const file = join(data, 'edge.jsonl');
    const station = await bootedStation(central, [...stationOptions(central, data), '--edge-log', file]);
    await charge(central, station, 'CARD-1');
    await central.next((it) => it.kind === 'answered' && it.call.action === 'MeterValues');
    const told = (await station.status()).connectors;
    const had = await station.ask('GET', '/edge-log');
    await station.kill();
    expect(had.headers['content-disposition']).toContain('attachment');
    expect(readFileSync(file, 'utf8').startsWith(had.text)).toBe(true);
    expect(had.text.endsWith('\n') && readEdgeLog(had.text).envelopes.length).toBeGreaterThan(10);

    const { header, envelopes } = readEdgeLog(readFileSync(file, 'utf8'));
    expect(header.options).toEqual({ identity: 'MX007SC-0001', csms: central.url, board: 'bench' });
    const { differences, edge, storage } = replay({ header, envelopes });
    expect(differences).toEqual([]);
    expect(findActor(edge.root, 'contactor-1')?.getSnapshot().value).toMatchObject({ mirror: 'closed' });
    const [open] = Object.values(storage.records.transactions);
    expect(open).toMatchObject({ id: told[0]?.transaction?.id, transactionId: 1, idTag: 'CARD-1' });
  });

  it('cannot be had of a station that writes none', async () => {
    const central = await CentralSystem.start();
    const station = await bootedStation(central, stationOptions(central, dataDirectory()));
    expect((await station.ask('GET', '/edge-log')).status).toBe(404);
    await station.kill();
  });

  it('becomes a page of its own by one command', async () => {
    const { station, text } = recordedStation();
    await station.booted();
    await station.charge(1, 'CARD-1');
    const folder = dataDirectory();
    const [file, out] = [join(folder, 'edge.jsonl'), join(folder, 'charge.html')];
    writeFileSync(file, text());
    const command = join(import.meta.dirname, '../../actors/print-replay.ts');
    const { status, stderr } = spawnSync(process.execPath, [command, file, '--page', out], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    const { recording, about } = recordingOf(linesOf(readFileSync(out, 'utf8')));
    expect(about?.identity).toBe('MX007SC-0001');
    expect(recording.entries.length).toBeGreaterThan(3);
  });

  it.each([
    ['that is not there', join(import.meta.dirname, 'no-such-file'), /^ENOENT: .*no-such-file/],
    ['that is none', import.meta.filename, /./],
  ])('%s is a sentence and status 2 of the replay', (_, file, words) => {
    const command = join(import.meta.dirname, '../../actors/print-replay.ts');
    const { status, stderr } = spawnSync(process.execPath, [command, file], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr.trim()).toMatch(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a file that cannot be written is a sentence and status 1', async () => {
    const data = dataDirectory();
    const options = ['--data', data, '--http', 'off', '--edge-log', join(data, 'no', 'such', 'directory')];
    const station = new StationProcess(options);
    expect((await station.exited).code).toBe(1);
    expect(station.stderr.trim()).toMatch(/^The edge log .* cannot be written\.$/);
  });
});
