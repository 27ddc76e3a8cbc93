import type { Board } from '../drivers/board.ts';
import type { StationCertificates } from '../drivers/certificates/station-certificates.ts';
import type { CsmsSocket } from '../drivers/csms-socket/csms-socket.ts';
import type { RunningFirmware } from '../machines/vocabulary/firmware.ts';
import type { FirmwareWork } from './firmware-work.ts';
import type { SendLog } from './send-log.ts';

const nothing = (): void => {};
const never = new Promise<never>(() => {});

/** A board that does nothing and reports nothing: what it reported stands in the log. */
export const deafBoard: Board = {
  name: 'replay',
  controlPilot: { offer: nothing, onPilot: nothing },
  contactor: { command: nothing, onFeedback: nothing },
  energyMeter: { read: () => never, current_A: () => null, watch: nothing, onCurrent: nothing },
  rfidReader: { onCard: nothing, onFailure: nothing },
  emergencyStop: { onChange: nothing },
  faultMonitor: { onFault: nothing, resetLatch: nothing },
  temperatureSensor: { onTemperature: nothing },
  userFeedback: { show: nothing, sound: nothing },
  reset: () => true,
  stop: nothing,
};

/** So do certificates that were read, and the key that was made. */
const deafCertificates: StationCertificates = {
  read: () => null,
  makeSigningRequest: () => never,
};

/** What came of sending stands in the log. */
const deafSendLog: SendLog = () => never;

/** What came of an update stands in the log. @param running what ran, by the log. */
export const deafFirmware = (running: RunningFirmware | null): FirmwareWork => ({
  boot: () => running,
  download: () => never,
  verify: () => never,
  install: () => never,
});

/** A socket that leads nowhere: what arrived stands in the log. */
export const deafSocket: CsmsSocket = {
  open: nothing,
  send: nothing,
  ping: nothing,
  close: nothing,
  quiescent: () => Promise.resolve(),
};

/** What a replay has in place of the world. */
export const DEAF = {
  board: deafBoard,
  socket: deafSocket,
  sendLog: deafSendLog,
  certificates: deafCertificates,
  complain: nothing,
};
