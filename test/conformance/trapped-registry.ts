import { type Registry, registry } from '../../machines/registry.ts';
import { trapControl } from '../machine-lint/control-trap.ts';

/** The station's machines; a guard or a delay that reads what must not decide throws. */
export const trappedRegistry: Registry = {
  chargePoint: trapControl(registry.chargePoint),
  connector: trapControl(registry.connector),
  contactor: trapControl(registry.contactor),
  transaction: trapControl(registry.transaction),
  rfidSession: trapControl(registry.rfidSession),
  ocppConnection: trapControl(registry.ocppConnection),
  reservation: trapControl(registry.reservation),
  logUpload: trapControl(registry.logUpload),
  chargePointCertificate: trapControl(registry.chargePointCertificate),
  firmwareUpdate: trapControl(registry.firmwareUpdate),
};
