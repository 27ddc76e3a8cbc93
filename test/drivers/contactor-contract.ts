import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Contactor } from '../../drivers/contactor/contactor.ts';

/** A contactor of two connectors, and the hardware around it. */
export type ContactorRig = {
  readonly contactor: Contactor;
  /** Brings the vehicle of a connector to pilot state C. */
  readonly enterC: (connectorId: number) => Promise<void>;
  /** The cable is pulled at the vehicle. */
  readonly unplug: (connectorId: number) => void;
  readonly pressEmergencyStop: () => void;
  readonly weld: (connectorId: number) => void;
  /** Waits until every contactor that is about to move has moved. */
  readonly settle: () => Promise<void>;
  readonly stop: () => void;
};

export function describeContactor(name: string, make: () => Promise<ContactorRig>): void {
  describe(`contactor: ${name}`, () => {
    let rig: ContactorRig;
    let heard: string[];
    const listen = (into: string[]) => (connectorId: number, closed: boolean) => {
      into.push(`${connectorId} ${closed ? 'closed' : 'open'}`);
    };

    beforeEach(async () => {
      rig = await make();
      heard = [];
      rig.contactor.onFeedback(listen(heard));
    });
    afterEach(() => rig.stop());

    it('says the state of every connector at once', () => {
      expect(heard).toEqual(['1 open', '2 open']);
    });

    it('closes and opens on command in state C, and only the mirror contact says so', async () => {
      await rig.enterC(1);
      heard.length = 0;
      rig.contactor.command(1, true);
      expect(heard).toEqual([]);
      await rig.settle();
      expect(heard).toEqual(['1 closed']);
      rig.contactor.command(1, false);
      await rig.settle();
      expect(heard).toEqual(['1 closed', '1 open']);
    });

    it('does not repeat a state that has not changed', async () => {
      await rig.enterC(1);
      rig.contactor.command(1, true);
      await rig.settle();
      rig.contactor.command(1, true);
      await rig.settle();
      expect(heard.filter((line) => line === '1 closed')).toHaveLength(1);
    });

    it('does not close without pilot C, whatever is commanded (SAE J1772)', async () => {
      rig.contactor.command(1, true);
      await rig.settle();
      expect(heard).toEqual(['1 open', '2 open']);
    });

    it('opens by itself when the cable is pulled in a charge', async () => {
      await rig.enterC(1);
      rig.contactor.command(1, true);
      await rig.settle();
      rig.unplug(1);
      await rig.settle();
      expect(heard.at(-1)).toBe('1 open');
    });

    it('opens every connector by itself on emergency stop, and closes none while it lasts', async () => {
      for (const connectorId of [1, 2]) {
        await rig.enterC(connectorId);
        rig.contactor.command(connectorId, true);
      }
      await rig.settle();
      heard.length = 0;
      rig.pressEmergencyStop();
      await rig.settle();
      expect(heard.toSorted()).toEqual(['1 open', '2 open']);
      rig.contactor.command(1, true);
      await rig.settle();
      expect(heard).toHaveLength(2);
    });

    it('shows a welded contactor as closed after it was commanded open', async () => {
      await rig.enterC(1);
      rig.contactor.command(1, true);
      await rig.settle();
      rig.weld(1);
      heard.length = 0;
      rig.contactor.command(1, false);
      await rig.settle();
      expect(heard).toEqual([]);
      const later: string[] = [];
      rig.contactor.onFeedback(listen(later));
      expect(later).toContain('1 closed');
    });

    it('replaces the listener: the new one hears the state, the old one nothing more', async () => {
      const later: string[] = [];
      rig.contactor.onFeedback(listen(later));
      heard.length = 0;
      await rig.enterC(2);
      rig.contactor.command(2, true);
      await rig.settle();
      expect(later).toEqual(['1 open', '2 open', '2 closed']);
      expect(heard).toEqual([]);
    });
  });
}
