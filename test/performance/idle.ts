import { spawn } from 'node:child_process';
import { BareCentralSystem } from './bare-central-system.ts';
import { MeasuredStation, remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, mib, ratio, rest_ms } from './measurement.ts';
import { residentBytes } from './memory.ts';

/** What the process takes when nothing happens. */
export async function measureIdle(): Promise<readonly Measurement[]> {
  const data = temporaryDirectory();
  const central = new BareCentralSystem();
  const station = new MeasuredStation({ csms: await central.listen(), data, http: true });
  await central.nextOf('StatusNotification');
  const empty = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  await rest_ms(3_000);
  const [own, reference] = [residentBytes(station.child.pid!), residentBytes(empty.pid!)];
  empty.kill();
  await station.stop();
  central.close();
  remove(data);
  return [
    {
      what: 'resident memory of the idle process',
      value: mib(own),
      reference: `${mib(reference)} an idle node`,
      ratio: ratio(own, reference),
      limitedBy: 'code: XState, valibot, ws, pino, the messages and statecharts',
    },
  ];
}
