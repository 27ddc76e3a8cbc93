import { request } from 'node:http';
import { BareCentralSystem } from './bare-central-system.ts';
import { MeasuredStation, remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, now_ms, ratio, rest_ms } from './measurement.ts';

const VIEWERS: readonly number[] = [0, 1, 20];
const IN_FLIGHT = 8;
/** Viewers have heard what was before. */
const SETTLED_MS = 1_000;

/** A browser that reads the feed as fast as it comes and looks at nothing. */
function viewer(url: string): Promise<() => void> {
  const { promise, resolve, reject } = Promise.withResolvers<() => void>();
  const asked = request(`${url}/feed`, { agent: false }, (response) => {
    response.once('data', () => resolve(() => asked.destroy()));
    response.resume();
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}

/** CALLs answered in a second; each goes through the actors and is a cascade that viewers see. */
async function rate(central: BareCentralSystem, count: number): Promise<number> {
  const began = now_ms();
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await central.call('TriggerMessage', { requestedMessage: 'Heartbeat' });
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return (1000 * count) / (now_ms() - began);
}

/** How fast the station works while nobody, one, and 20 look at its page. */
export async function measureViewers(count: number): Promise<readonly Measurement[]> {
  const data = temporaryDirectory();
  const central = new BareCentralSystem();
  const station = new MeasuredStation({ csms: await central.listen(), data, http: true });
  await central.nextOf('StatusNotification');
  const url = await station.url;
  await rate(central, count);
  const rows: Measurement[] = [];
  let reference = Number.NaN;
  for (const viewers of VIEWERS) {
    const ends = await Promise.all(Array.from({ length: viewers }, () => viewer(url)));
    await rest_ms(SETTLED_MS);
    const each_s = await rate(central, count);
    for (const end of ends) end();
    if (viewers === 0) reference = each_s;
    rows.push({
      what: `CALLs a second through the actors, ${viewers} viewers of the page`,
      value: `${each_s.toFixed(0)} /s`,
      reference: `${reference.toFixed(0)} /s without`,
      ratio: ratio(each_s, reference),
      limitedBy:
        viewers === 0 ? 'one cascade after the other' : 'writing each item once as text, and to each socket',
    });
  }
  await station.kill();
  central.close();
  remove(data);
  return rows;
}
