import type { Contactor } from './contactor/contactor.ts';
import type { ControlPilot } from './control-pilot/control-pilot.ts';
import type { EmergencyStop } from './emergency-stop/emergency-stop.ts';
import type { EnergyMeter } from './energy-meter/energy-meter.ts';
import type { FaultMonitor } from './fault-monitor/fault-monitor.ts';
import type { RfidReader } from './rfid-reader/rfid-reader.ts';
import type { TemperatureSensor } from './temperature-sensor/temperature-sensor.ts';
import type { UserFeedback } from './user-feedback/user-feedback.ts';

/**
 * Everything a board gives the station. Listeners are replaced, not added: when the station restarts in place
 * (Reset on the bench), the new actors subscribe and the old ones hear no more.
 */
export interface Board {
  readonly name: string;
  readonly controlPilot: ControlPilot;
  readonly contactor: Contactor;
  readonly energyMeter: EnergyMeter;
  readonly rfidReader: RfidReader;
  readonly emergencyStop: EmergencyStop;
  readonly faultMonitor: FaultMonitor;
  readonly temperatureSensor: TemperatureSensor;
  readonly userFeedback: UserFeedback;
  /**
   * Restarts the devices of the board (OCPP 1.6 ed.2 5.14); its outputs are safe before and after.
   * @returns false when one of them did not come back.
   */
  reset(kind: 'Hard' | 'Soft'): boolean;
  /** Releases devices; outputs stay as they are. */
  stop(): void;
}
