import { chargePoint } from './charge-point.ts';
import { chargePointCertificate } from './charge-point-certificate.ts';
import { connector } from './connector.ts';
import { contactor } from './contactor.ts';
import { firmwareUpdate } from './firmware-update.ts';
import { logUpload } from './log-upload.ts';
import { ocppConnection } from './ocpp-connection.ts';
import { reservation } from './reservation.ts';
import { rfidSession } from './rfid-session.ts';
import { transaction } from './transaction.ts';

/**
 * The statecharts of the station, by name. Every suite takes them from here, so that changed ones run through
 * all.
 */
export const registry = {
  chargePoint,
  connector,
  contactor,
  transaction,
  rfidSession,
  ocppConnection,
  reservation,
  logUpload,
  chargePointCertificate,
  firmwareUpdate,
};
export type Registry = typeof registry;
