import { isFrame } from '../properties/wire.ts';
import { MANUFACTURER, SIGNER, signed } from './firmware-server.ts';
import type { TestedStation } from './tested-station.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Sends a CALL that the strict central system does not know. @returns the payload of its answer. */
export async function callRaw(station: TestedStation, action: string, payload: object): Promise<Answer> {
  const messageId = `${action}-${station.record.events.length}`;
  station.centralSystem.sendRaw(JSON.stringify([2, messageId, action, payload]));
  await station.pass_ms(0);
  const answer = station.record.events.find(
    (it) => isFrame(it) && it.kind === 'result' && it.messageId === messageId,
  );
  return answer && isFrame(answer) ? answer.payload : {};
}

/** The station trusts the manufacturer. */
export const installManufacturer = (station: TestedStation, certificate = MANUFACTURER.cert) =>
  callRaw(station, 'InstallCertificate', { certificateType: 'ManufacturerRootCertificate', certificate });

/** SignedUpdateFirmware, to be fetched at once, and rightly signed, where nothing else is said. */
export const updateFirmware = (
  station: TestedStation,
  location: string,
  { firmware = {}, ...more }: { readonly firmware?: object } & Readonly<Record<string, unknown>> = {},
): Promise<Answer> =>
  callRaw(station, 'SignedUpdateFirmware', {
    requestId: 7,
    ...more,
    firmware: {
      location,
      retrieveDateTime: station.at_s(0),
      signingCertificate: SIGNER.cert,
      signature: signed(),
      ...firmware,
    },
  });

/** What was told of updates since it was asked last: status, and requestId if it has one; events by type. */
export function toldOfFirmware(station: TestedStation): readonly string[] {
  return station.takeSent().flatMap(({ action, payload }) => {
    if (action === 'SecurityEventNotification') return [String(payload.type)];
    if (action !== 'SignedFirmwareStatusNotification') return [];
    return [[payload.status, payload.requestId].filter((it) => it !== undefined).join(' ')];
  });
}
