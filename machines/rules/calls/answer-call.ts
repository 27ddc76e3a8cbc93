import type { CallDecision, CallRule, StationView } from './call.ts';
import { changeAvailability } from './change-availability.ts';
import { changeConfiguration } from './change-configuration.ts';
import { clearCache } from './clear-cache.ts';
import { dataTransfer } from './data-transfer.ts';
import { getConfiguration } from './get-configuration.ts';
import { remoteStartTransaction } from './remote-start-transaction.ts';
import { remoteStopTransaction } from './remote-stop-transaction.ts';
import { reset } from './reset.ts';
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
  UpdateFirmware: updateFirmware,
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
