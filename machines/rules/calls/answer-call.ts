import type { CallDecision, CallRule, StationView } from './call.ts';
import { cancelReservation } from './cancel-reservation.ts';
import { certificateSigned } from './certificate-signed.ts';
import { changeAvailability } from './change-availability.ts';
import { changeConfiguration } from './change-configuration.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { dataTransfer } from './data-transfer.ts';
import { deleteCertificate } from './delete-certificate.ts';
import { extendedTriggerMessage } from './extended-trigger-message.ts';
import { getCompositeSchedule } from './get-composite-schedule.ts';
import { getConfiguration } from './get-configuration.ts';
import { getDiagnostics } from './get-diagnostics.ts';
import { getInstalledCertificateIds } from './get-installed-certificate-ids.ts';
import { getLocalListVersion } from './get-local-list-version.ts';
import { getLog } from './get-log.ts';
import { installCertificate } from './install-certificate.ts';
import { remoteStartTransaction } from './remote-start-transaction.ts';
import { remoteStopTransaction } from './remote-stop-transaction.ts';
import { reserveNow } from './reserve-now.ts';
import { reset } from './reset.ts';
import { sendLocalList } from './send-local-list.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { signedUpdateFirmware } from './signed-update-firmware.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';
import { updateFirmware } from './update-firmware.ts';

/** The rule of each action that this station answers. */
const RULES = {
  ChangeAvailability: changeAvailability,
  RemoteStartTransaction: remoteStartTransaction,
  RemoteStopTransaction: remoteStopTransaction,
  Reset: reset,
  ChangeConfiguration: changeConfiguration,
  ClearCache: clearCache,
  DataTransfer: dataTransfer,
  GetConfiguration: getConfiguration,
  UnlockConnector: unlockConnector,
  SignedUpdateFirmware: signedUpdateFirmware,
  UpdateFirmware: updateFirmware,
  GetDiagnostics: getDiagnostics,
  GetLog: getLog,
  CancelReservation: cancelReservation,
  ClearChargingProfile: clearChargingProfile,
  GetCompositeSchedule: getCompositeSchedule,
  GetLocalListVersion: getLocalListVersion,
  ReserveNow: reserveNow,
  SendLocalList: sendLocalList,
  SetChargingProfile: setChargingProfile,
  TriggerMessage: triggerMessage,
  ExtendedTriggerMessage: extendedTriggerMessage,
  CertificateSigned: certificateSigned,
  InstallCertificate: installCertificate,
  DeleteCertificate: deleteCertificate,
  GetInstalledCertificateIds: getInstalledCertificateIds,
};

/** Actions that are answered on their merits; any other known action is NotSupported. */
export const SUPPORTED: ReadonlySet<string> = new Set(Object.keys(RULES));

/** Answers a validated CALL by the rule of its action. */
export function answerCall(action: string, payload: object, view: StationView): CallDecision {
  const rule = (RULES as unknown as Record<string, CallRule<object>>)[action];
  if (!rule)
    return { error: { code: 'NotSupported', description: `${action} is not supported by this station` } };
  return rule(payload, view);
}
