import { authorize } from './core/authorize.ts';
import { bootNotification } from './core/boot-notification.ts';
import { changeAvailability } from './core/change-availability.ts';
import { changeConfiguration } from './core/change-configuration.ts';
import { clearCache } from './core/clear-cache.ts';
import { dataTransfer } from './core/data-transfer.ts';
import { getConfiguration } from './core/get-configuration.ts';
import { heartbeat } from './core/heartbeat.ts';
import { meterValues } from './core/meter-values.ts';
import { remoteStartTransaction } from './core/remote-start-transaction.ts';
import { remoteStopTransaction } from './core/remote-stop-transaction.ts';
import { reset } from './core/reset.ts';
import { startTransaction } from './core/start-transaction.ts';
import { statusNotification } from './core/status-notification.ts';
import { stopTransaction } from './core/stop-transaction.ts';
import { unlockConnector } from './core/unlock-connector.ts';
import { diagnosticsStatusNotification } from './firmware-management/diagnostics-status-notification.ts';
import { firmwareStatusNotification } from './firmware-management/firmware-status-notification.ts';
import { getDiagnostics } from './firmware-management/get-diagnostics.ts';
import { updateFirmware } from './firmware-management/update-firmware.ts';
import { getLocalListVersion } from './local-auth-list-management/get-local-list-version.ts';
import { sendLocalList } from './local-auth-list-management/send-local-list.ts';
import type { ConfirmationOf, MessageDefinition, RequestOf } from './message-definition.ts';
import { triggerMessage } from './remote-trigger/trigger-message.ts';
import { cancelReservation } from './reservation/cancel-reservation.ts';
import { reserveNow } from './reservation/reserve-now.ts';
import { certificateSigned } from './security/certificate-signed.ts';
import { deleteCertificate } from './security/delete-certificate.ts';
import { extendedTriggerMessage } from './security/extended-trigger-message.ts';
import { getInstalledCertificateIds } from './security/get-installed-certificate-ids.ts';
import { getLog } from './security/get-log.ts';
import { installCertificate } from './security/install-certificate.ts';
import { logStatusNotification } from './security/log-status-notification.ts';
import { securityEventNotification } from './security/security-event-notification.ts';
import { signCertificate } from './security/sign-certificate.ts';
import { signedFirmwareStatusNotification } from './security/signed-firmware-status-notification.ts';
import { signedUpdateFirmware } from './security/signed-update-firmware.ts';
import { clearChargingProfile } from './smart-charging/clear-charging-profile.ts';
import { getCompositeSchedule } from './smart-charging/get-composite-schedule.ts';
import { setChargingProfile } from './smart-charging/set-charging-profile.ts';

/** Every message of OCPP 1.6 and of the security whitepaper, by action. */
export const CATALOGUE = {
  Authorize: authorize,
  BootNotification: bootNotification,
  CancelReservation: cancelReservation,
  CertificateSigned: certificateSigned,
  ChangeAvailability: changeAvailability,
  ChangeConfiguration: changeConfiguration,
  ClearCache: clearCache,
  ClearChargingProfile: clearChargingProfile,
  DataTransfer: dataTransfer,
  DeleteCertificate: deleteCertificate,
  DiagnosticsStatusNotification: diagnosticsStatusNotification,
  ExtendedTriggerMessage: extendedTriggerMessage,
  FirmwareStatusNotification: firmwareStatusNotification,
  GetCompositeSchedule: getCompositeSchedule,
  GetConfiguration: getConfiguration,
  GetDiagnostics: getDiagnostics,
  GetInstalledCertificateIds: getInstalledCertificateIds,
  GetLocalListVersion: getLocalListVersion,
  GetLog: getLog,
  Heartbeat: heartbeat,
  InstallCertificate: installCertificate,
  LogStatusNotification: logStatusNotification,
  MeterValues: meterValues,
  RemoteStartTransaction: remoteStartTransaction,
  RemoteStopTransaction: remoteStopTransaction,
  ReserveNow: reserveNow,
  Reset: reset,
  SecurityEventNotification: securityEventNotification,
  SendLocalList: sendLocalList,
  SetChargingProfile: setChargingProfile,
  SignCertificate: signCertificate,
  SignedFirmwareStatusNotification: signedFirmwareStatusNotification,
  SignedUpdateFirmware: signedUpdateFirmware,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
  TriggerMessage: triggerMessage,
  UnlockConnector: unlockConnector,
  UpdateFirmware: updateFirmware,
} as const satisfies Record<string, MessageDefinition>;

type Catalogue = typeof CATALOGUE;
/** The name of an action, as it is written in a CALL. */
export type Action = keyof Catalogue;

type SentBy<Sender extends 'CS>CP' | 'CP>CS'> = {
  [Name in Action]: Catalogue[Name]['direction'] extends Sender | 'both' ? Name : never;
}[Action];
/** Actions that the central system may call. */
export type InboundAction = SentBy<'CS>CP'>;
/** Actions that the station may call. */
export type OutboundAction = SentBy<'CP>CS'>;

/** Payload of the request of each action, as it is once validated. */
export type Requests = { readonly [Name in Action]: RequestOf<Catalogue[Name]> };
/** Payload of the confirmation of each action, as it is once validated. */
export type Confirmations = { readonly [Name in Action]: ConfirmationOf<Catalogue[Name]> };

export const isAction = (name: string): name is Action => Object.hasOwn(CATALOGUE, name);

/** Whether the central system may call this action. */
export const isInbound = (action: Action): action is InboundAction => CATALOGUE[action].direction !== 'CP>CS';

/** The definition of an action, or null if no such action exists (action names are case-sensitive). */
export const definitionOf = (name: string): MessageDefinition | null =>
  isAction(name) ? CATALOGUE[name] : null;
