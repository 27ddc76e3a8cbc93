import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BareCentralSystem } from './bare-central-system.ts';
import { MeasuredStation, remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, median, ms, ratio, timed_ms } from './measurement.ts';

/** One row, in a transaction of its own, on the same disk and with the same guarantees. */
async function insertTimes(count: number): Promise<readonly number[]> {
  const directory = temporaryDirectory();
  const database = new DatabaseSync(join(directory, 'reference.db'));
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (key TEXT, value TEXT)');
  const insert = database.prepare('INSERT INTO rows VALUES (?, ?)');
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await timed_ms(() => insert.run('HeartbeatInterval', `${i}`)));
  database.close();
  remove(directory);
  return times;
}

/** What is stored before it is answered or sent. */
export async function measureDurable(count: number): Promise<readonly Measurement[]> {
  const data = temporaryDirectory();
  const central = new BareCentralSystem();
  const station = new MeasuredStation({ csms: await central.listen(), data, http: true });
  await central.nextOf('StatusNotification');
  const changes: number[] = [];
  for (let i = 0; i < count; i++) {
    const payload = { key: 'HeartbeatInterval', value: String(30 + (i % 20)) };
    changes.push(await timed_ms(() => central.call('ChangeConfiguration', payload)));
  }
  await station.bench('/speed', { contactorMs: 0 });
  await station.bench('/connectors/1/plug', { reactionMs: 0 });
  const starts: number[] = [];
  for (let i = 0; i < count / 4; i++) {
    const started = central.nextOf('StartTransaction');
    const start = { connectorId: 1, idTag: 'TAG1' };
    starts.push(
      await timed_ms(async () => {
        await central.call('RemoteStartTransaction', start);
        await started;
      }),
    );
    const stopped = central.nextOf('StopTransaction');
    await central.call('RemoteStopTransaction', { transactionId: i + 1 });
    await stopped;
  }
  await station.kill();
  central.close();
  remove(data);
  const insert = median(await insertTimes(count));
  const row = (what: string, values: readonly number[], limitedBy: string): Measurement => ({
    what,
    value: ms(median(values)),
    reference: `${ms(insert)} bare SQLite insert, synchronous=FULL`,
    ratio: ratio(median(values), insert),
    limitedBy,
  });
  return [
    row('ChangeConfiguration, CALL to CALLRESULT, p50', changes, 'one fsync, and one trip over the socket'),
    row(
      'RemoteStart to StartTransaction on the wire, p50',
      starts,
      'two trips over the socket, a meter reading, one fsync, and those of the bench that stores its world',
    ),
  ];
}
