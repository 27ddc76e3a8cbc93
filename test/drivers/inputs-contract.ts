import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmergencyStop } from '../../drivers/emergency-stop/emergency-stop.ts';
import type { FaultMonitor } from '../../drivers/fault-monitor/fault-monitor.ts';
import type { RfidReader } from '../../drivers/rfid-reader/rfid-reader.ts';
import type { TemperatureSensor } from '../../drivers/temperature-sensor/temperature-sensor.ts';

/** The inputs of a board, and what people do to them; each returns when the driver has had time to notice. */
export type InputsRig = {
  readonly emergencyStop: EmergencyStop;
  readonly rfidReader: RfidReader;
  readonly faultMonitor: FaultMonitor;
  readonly temperatureSensor: TemperatureSensor;
  readonly press: (pressed: boolean) => Promise<void>;
  readonly showCard: (uid: string) => Promise<void>;
  readonly breakReader: (dead: boolean) => Promise<void>;
  /** A ground fault on connector 1. */
  readonly groundFault: (present: boolean) => Promise<void>;
  /** Current leaks at connector 1, or no longer. */
  readonly leak: (leaking: boolean) => Promise<void>;
  /** Resolves when a reset of a latch has had its time. */
  readonly settle: () => Promise<void>;
  /** It is so warm at every connector. */
  readonly heat: (celsius: number) => Promise<void>;
  readonly stop: () => void;
};

export function describeInputs(name: string, make: () => Promise<InputsRig>): void {
  let rig: InputsRig;
  beforeEach(async () => {
    rig = await make();
  });
  afterEach(() => rig.stop());

  describe(`emergency stop: ${name}`, () => {
    it('says the state at once and then each change', async () => {
      const heard: boolean[] = [];
      rig.emergencyStop.onChange((pressed) => heard.push(pressed));
      expect(heard).toEqual([false]);
      await rig.press(true);
      await rig.press(true);
      await rig.press(false);
      expect(heard).toEqual([false, true, false]);
    });

    it('replaces the listener', async () => {
      const old: boolean[] = [];
      const heard: boolean[] = [];
      await rig.press(true);
      rig.emergencyStop.onChange((pressed) => old.push(pressed));
      rig.emergencyStop.onChange((pressed) => heard.push(pressed));
      await rig.press(false);
      expect([old, heard]).toEqual([[true], [true, false]]);
    });
  });

  describe(`card reader: ${name}`, () => {
    it('says each card once, to the last listener', async () => {
      const old: string[] = [];
      const heard: string[] = [];
      rig.rfidReader.onCard((idTag) => old.push(idTag));
      rig.rfidReader.onCard((idTag) => heard.push(idTag));
      await rig.showCard('04A1B2C3');
      await rig.showCard('04A1B2C3');
      expect([old, heard]).toEqual([[], ['04A1B2C3', '04A1B2C3']]);
    });

    it('says when it stops answering and when it answers again', async () => {
      const heard: boolean[] = [];
      rig.rfidReader.onFailure((failed) => heard.push(failed));
      expect(heard).toEqual([]);
      await rig.breakReader(true);
      await rig.breakReader(false);
      expect(heard).toEqual([true, false]);
    });

    it('tells a new listener of a failure that lasts', async () => {
      await rig.breakReader(true);
      const heard: boolean[] = [];
      rig.rfidReader.onFailure((failed) => heard.push(failed));
      expect(heard).toEqual([true]);
    });
  });

  describe(`fault monitor: ${name}`, () => {
    const listen = (into: string[]) =>
      rig.faultMonitor.onFault((connectorId, { errorCode }, cleared) => {
        into.push(`${connectorId} ${errorCode} ${cleared ? 'cleared' : 'raised'}`);
      });

    it('says each fault raised and cleared', async () => {
      const heard: string[] = [];
      listen(heard);
      await rig.groundFault(true);
      await rig.groundFault(false);
      await rig.groundFault(true);
      expect(heard).toEqual(['1 GroundFailure raised', '1 GroundFailure cleared', '1 GroundFailure raised']);
    });

    it('holds a trip until its latch is reset, and trips again while current leaks', async () => {
      const heard: string[] = [];
      listen(heard);
      await rig.leak(true);
      rig.faultMonitor.resetLatch(1);
      await rig.settle();
      const latched: string[] = [];
      listen(latched);
      expect(latched).toEqual(['1 GroundFailure raised']);
      await rig.leak(false);
      expect(latched).toHaveLength(1);
      rig.faultMonitor.resetLatch(1);
      await rig.settle();
      expect(latched).toEqual(['1 GroundFailure raised', '1 GroundFailure cleared']);
    });

    it('says every fault in force at once, to the last listener only', async () => {
      await rig.groundFault(true);
      const old: string[] = [];
      const heard: string[] = [];
      listen(old);
      listen(heard);
      await rig.groundFault(false);
      expect(old).toEqual(['1 GroundFailure raised']);
      expect(heard).toEqual(['1 GroundFailure raised', '1 GroundFailure cleared']);
    });
  });

  describe(`temperature: ${name}`, () => {
    it('is told of every connector, whole degrees, at once and when it changes', async () => {
      await rig.heat(30.4);
      const heard: string[] = [];
      rig.temperatureSensor.onTemperature((id, celsius) => heard.push(`${id} ${celsius}`));
      expect(heard.splice(0)).toEqual(['1 30', '2 30']);
      await rig.heat(30.3);
      expect(heard).toEqual([]);
      await rig.heat(71.6);
      expect(heard.sort()).toEqual(['1 72', '2 72']);
    });

    it('may be below zero', async () => {
      await rig.heat(-12.3);
      const heard: number[] = [];
      rig.temperatureSensor.onTemperature((_, celsius) => heard.push(celsius));
      expect(heard).toEqual([-12, -12]);
    });
  });
}
