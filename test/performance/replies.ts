import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { BareCentralSystem } from './bare-central-system.ts';
import { MeasuredStation, remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, ms, quantile, ratio, timed_ms } from './measurement.ts';

const MIX: readonly (readonly [action: string, payload: object])[] = [
  ['GetConfiguration', {}],
  ['TriggerMessage', { requestedMessage: 'Heartbeat' }],
  ['RemoteStartTransaction', { connectorId: 0, idTag: 'TAG1' }],
];
const WARM_UP = 300;

/**
 * The reference, as a process of its own: a bare `ws` client that parses a CALL and stringifies the answer.
 */
export async function echo(url: string, answers: Readonly<Record<string, object>>): Promise<void> {
  const socket = new WebSocket(url, 'ocpp1.6');
  socket.on('message', (data) => {
    const [, id, action] = JSON.parse(String(data));
    socket.send(JSON.stringify([3, id, answers[action] ?? {}]));
  });
  await once(socket, 'close');
}

async function rounds(central: BareCentralSystem, count: number): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(MIX.map(([action]) => [action, []]));
  for (let round = 0; round < count; round++)
    for (const [action, payload] of MIX)
      times.get(action)!.push(await timed_ms(() => central.call(action, payload)));
  return times;
}

/** CALL to CALLRESULT over a real socket, beside an echo that sends the same frames (p50, p99). */
export async function measureReplies(entry: string, count: number): Promise<readonly Measurement[]> {
  const data = temporaryDirectory();
  const central = new BareCentralSystem();
  const station = new MeasuredStation({ csms: await central.listen(), data });
  await central.nextOf('StatusNotification');
  await rounds(central, WARM_UP);
  const own = await rounds(central, count);
  const answers = Object.fromEntries(
    await Promise.all(MIX.map(async ([action, payload]) => [action, await central.call(action, payload)])),
  );
  await station.kill();
  central.close();
  remove(data);

  const other = new BareCentralSystem();
  const arguments_ = [entry, 'echo', await other.listen(), JSON.stringify(answers)];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'ignore', 'inherit'] });
  await other.connected;
  await rounds(other, WARM_UP);
  const echoed = await rounds(other, count);
  child.kill();
  other.close();

  return MIX.flatMap(([action]) =>
    [0.5, 0.99].map((share): Measurement => {
      const [value, reference] = [quantile(own.get(action)!, share), quantile(echoed.get(action)!, share)];
      return {
        what: `${action}, CALL to CALLRESULT, p${share * 100}`,
        value: ms(value),
        reference: `${ms(reference)} bare ws echo of the same frames`,
        ratio: ratio(value, reference),
        limitedBy:
          share < 0.9
            ? 'one cascade through the actors, and two lines of the log, beside two trips through the kernel'
            : 'garbage collection, other processes',
      };
    }),
  );
}
