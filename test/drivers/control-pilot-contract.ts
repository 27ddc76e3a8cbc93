import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPilot } from '../../drivers/control-pilot/control-pilot.ts';

/** The pilots of two connectors, and vehicles that want energy. */
export type ControlPilotRig = {
  readonly controlPilot: ControlPilot;
  readonly plug: (connectorId: number) => void;
  readonly unplug: (connectorId: number) => void;
  /** The pilot reads so in spite of what is plugged, or again as it is. */
  readonly force: (connectorId: number, pilot: 'D' | 'E' | 'F' | 'no-diode' | null) => void;
  /** Waits until every vehicle has reacted and every pilot is debounced. */
  readonly settle: () => Promise<void>;
  readonly stop: () => void;
};

export function describeControlPilot(name: string, make: () => Promise<ControlPilotRig>): void {
  describe(`control pilot: ${name}`, () => {
    let rig: ControlPilotRig;
    let heard: string[];

    beforeEach(async () => {
      rig = await make();
      heard = [];
      rig.controlPilot.onPilot((connectorId, pilot) => heard.push(`${connectorId} ${pilot}`));
    });
    afterEach(() => rig.stop());

    it('says the state of every connector at once', () => {
      expect(heard).toEqual(['1 A', '2 A']);
    });

    it('stays in B while steady +12 V offers nothing', async () => {
      rig.plug(1);
      await rig.settle();
      expect(heard.slice(2)).toEqual(['1 B']);
    });

    it('goes to C when a current is offered, and back to B when the offer ends', async () => {
      rig.plug(1);
      await rig.settle();
      rig.controlPilot.offer(1, 16);
      await rig.settle();
      rig.controlPilot.offer(1, null);
      await rig.settle();
      expect(heard.slice(2)).toEqual(['1 B', '1 C', '1 B']);
    });

    it('stays in C when the limit changes', async () => {
      rig.plug(2);
      rig.controlPilot.offer(2, 32);
      await rig.settle();
      rig.controlPilot.offer(2, 6);
      await rig.settle();
      expect(heard.at(-1)).toBe('2 C');
    });

    it('offers nothing when the limit is under 6 A (SAE J1772 duty cycles begin there)', async () => {
      rig.plug(1);
      rig.controlPilot.offer(1, 5.9);
      await rig.settle();
      expect(heard.at(-1)).toBe('1 B');
    });

    it('says A when the cable is pulled', async () => {
      rig.plug(1);
      rig.controlPilot.offer(1, 16);
      await rig.settle();
      rig.unplug(1);
      await rig.settle();
      expect(heard.at(-1)).toBe('1 A');
    });

    it.each([
      'D',
      'E',
      'F',
      'no-diode',
    ] as const)('says %s when the pilot reads so, and what it is after it', async (odd) => {
      rig.plug(1);
      rig.controlPilot.offer(1, 16);
      await rig.settle();
      heard.length = 0;
      rig.force(1, odd);
      await rig.settle();
      rig.force(1, null);
      await rig.settle();
      expect(heard).toEqual([`1 ${odd}`, '1 C']);
    });

    it('misses no diode while nothing is offered: a steady pilot has no negative half', async () => {
      rig.plug(1);
      rig.force(1, 'no-diode');
      await rig.settle();
      expect(heard.slice(2)).toEqual(['1 B']);
      rig.controlPilot.offer(1, 16);
      await rig.settle();
      expect(heard.at(-1)).toBe('1 no-diode');
    });

    it('hears a listener that offers a current while it is being told of the plug', async () => {
      const later: string[] = [];
      rig.controlPilot.onPilot((connectorId, pilot) => {
        if (pilot === 'B') rig.controlPilot.offer(connectorId, 10);
        later.push(`${connectorId} ${pilot}`);
      });
      rig.plug(1);
      await rig.settle();
      expect(later).toEqual(['1 A', '2 A', '1 B', '1 C']);
      expect(heard).toEqual(['1 A', '2 A']);
    });
  });
}
