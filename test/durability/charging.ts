import type { CentralSystem } from './central-system.ts';
import { StationProcess } from './station-process.ts';

/** Options of a station of the profile `open` on a free port, that samples every second. */
export const stationOptions = (central: CentralSystem, data: string): readonly string[] => [
  ...['--http', '127.0.0.1:0', '--profile', 'open', '--csms', central.url, '--data', data],
  ...['--set', 'MeterValueSampleInterval=1'],
];

/** Starts a station and waits until the central system has accepted it. */
export async function bootedStation(
  central: CentralSystem,
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<StationProcess> {
  const accepted = central.next((it) => it.kind === 'answered' && it.call.action === 'BootNotification');
  const station = await new StationProcess(options, environment).ready();
  await accepted;
  return station;
}

/** A vehicle charges on connector 1, and the central system knows it. */
export async function charge(central: CentralSystem, station: StationProcess, idTag: string): Promise<void> {
  await station.bench('/connectors/1/vehicle', { reactionMs: 20 });
  await station.bench('/connectors/1/plug');
  const charging = central.next(
    (it) =>
      it.kind === 'answered' &&
      it.call.action === 'StatusNotification' &&
      it.call.payload.connectorId === 1 &&
      it.call.payload.status === 'Charging',
  );
  await station.bench('/rfid', { idTag });
  await charging;
}

/** The next StopTransaction that is answered. */
export const stopTransaction = async (central: CentralSystem): Promise<Record<string, unknown>> => {
  const happening = await central.next(
    (it) => it.kind === 'answered' && it.call.action === 'StopTransaction',
  );
  return 'call' in happening ? { ...happening.call.payload } : {};
};
