import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EnergyMeter, MeterError } from '../../drivers/energy-meter/energy-meter.ts';

/** The meters of two connectors, and loads. */
export type EnergyMeterRig = {
  readonly energyMeter: EnergyMeter;
  /** Lets this current flow at 230 V through connector 1, until it is set again. */
  readonly load_A: (current_A: number) => Promise<void>;
  readonly pass: (duration_ms: number) => Promise<void>;
  /** The meter of connector 1 stops answering, or answers again; resolves when the driver has noticed. */
  readonly fail: (failing: boolean) => Promise<void>;
  /** Both connectors have one meter: it fails for both. */
  readonly shared: boolean;
  readonly stop: () => void;
};

export function describeEnergyMeter(name: string, make: () => Promise<EnergyMeterRig>): void {
  describe(`energy meter: ${name}`, () => {
    let rig: EnergyMeterRig;
    let heard: string[];

    beforeEach(async () => {
      rig = await make();
      heard = [];
      rig.energyMeter.onCurrent((connectorId, { flowing, excessive }) => {
        heard.push(`${connectorId}${flowing ? ' flowing' : ''}${excessive ? ' excessive' : ''}`);
      });
    });
    afterEach(() => rig.stop());

    it('counts whole Wh: 16 A at 230 V for 15 minutes are 920 Wh', async () => {
      const before = await rig.energyMeter.read(1);
      await rig.load_A(16);
      await rig.pass(15 * 60_000);
      const read_Wh = await rig.energyMeter.read(1);
      expect(Number.isInteger(read_Wh)).toBe(true);
      // One Wh for the fraction that was there before, one for a reading that may be a second old.
      expect(Math.abs(read_Wh - before - 920)).toBeLessThanOrEqual(2);
      expect(await rig.energyMeter.read(2)).toBe(0);
    });

    it('never decreases', async () => {
      await rig.load_A(32);
      let last = 0;
      for (let n = 0; n < 20; n += 1) {
        await rig.pass(700);
        const next = await rig.energyMeter.read(1);
        expect(next).toBeGreaterThanOrEqual(last);
        last = next;
      }
      await rig.load_A(0);
      expect(await rig.energyMeter.read(1)).toBeGreaterThanOrEqual(last);
    });

    it('rejects with MeterError, and knows no current, while it does not answer', async () => {
      await rig.fail(true);
      await expect(rig.energyMeter.read(1)).rejects.toBeInstanceOf(MeterError);
      expect(rig.energyMeter.current_A(1)).toBeNull();
      expect(rig.energyMeter.current_A(2)).toBe(rig.shared ? null : 0);
      await rig.fail(false);
      expect(await rig.energyMeter.read(1)).toBe(0);
    });

    it('reports the edges of the current, once each', async () => {
      await rig.load_A(16);
      await rig.load_A(10);
      expect(rig.energyMeter.current_A(1)).toBeCloseTo(10, 1);
      await rig.load_A(0);
      expect(heard).toEqual(['1 flowing', '1']);
    });

    it('reports a current over limit x 1.10 + 0.5 A, against the limit last watched', async () => {
      rig.energyMeter.watch(1, 10);
      await rig.load_A(11);
      expect(heard).toEqual(['1 flowing']);
      await rig.load_A(12);
      expect(heard).toEqual(['1 flowing', '1 flowing excessive']);
      rig.energyMeter.watch(1, 16);
      await rig.pass(1000);
      expect(heard.at(-1)).toBe('1 flowing');
      rig.energyMeter.watch(1, 6);
      rig.energyMeter.watch(1, null);
      await rig.pass(1000);
      expect(heard.at(-1)).toBe('1 flowing');
    });

    it('says nothing of the current while it does not answer, and then what it missed', async () => {
      await rig.load_A(16);
      await rig.fail(true);
      await rig.load_A(0);
      expect(heard).toEqual(['1 flowing']);
      await rig.fail(false);
      await rig.pass(1000);
      expect(heard).toEqual(['1 flowing', '1']);
    });

    it('tells a new listener of a current that flows already', async () => {
      await rig.load_A(16);
      const later: number[] = [];
      rig.energyMeter.onCurrent((connectorId) => later.push(connectorId));
      await rig.pass(1000);
      expect(later).toEqual([1]);
    });
  });
}
