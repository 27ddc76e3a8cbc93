import type { BenchStation } from '../station/bench-station.ts';
import { CHARGING_PROFILES } from './charging-profiles.ts';

export type Scenario = {
  /** The first lines of the transcript. */
  readonly about: string;
  readonly run: (it: BenchStation) => Promise<void>;
};

async function plugged(it: BenchStation): Promise<void> {
  it.world.plug(1);
  await it.pass(1_000);
}
async function card(it: BenchStation, idTag = 'CARD-1'): Promise<void> {
  it.world.showCard(idTag);
  await it.pass(2_000);
}
async function charging(it: BenchStation): Promise<void> {
  await plugged(it);
  await card(it);
  await it.pass(10_000);
}

/** What is told in `test/transcripts/*.txt`: from the start of a station that is new. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  boot: {
    about: 'A new station starts, connects and is accepted.',
    run: async (it) => it.pass(1_000),
  },
  'plug-first': {
    about: 'Cable, card, a charge, the card again, cable out.',
    run: async (it) => {
      await charging(it);
      await card(it);
      it.world.unplug(1);
      await it.pass(1_000);
    },
  },
  'card-first': {
    about: 'A card before the cable; the second connector gets the plug, and the session moves there.',
    run: async (it) => {
      await card(it);
      it.world.plug(2);
      await it.pass(2_000);
    },
  },
  'remote-start-and-stop': {
    about: 'The central system starts a plugged connector and stops the transaction (TC_010, TC_012).',
    run: async (it) => {
      await plugged(it);
      it.central.call('RemoteStartTransaction', { connectorId: 1, idTag: 'CARD-1' });
      await it.pass(5_000);
      it.central.call('RemoteStopTransaction', { transactionId: 1 });
      await it.pass(2_000);
    },
  },
  'offline-charge': {
    about: 'The link is lost; a charge begins and ends offline (the card is known); the link comes back.',
    run: async (it) => {
      const entry = { idTag: 'CARD-1', idTagInfo: { status: 'Accepted' } };
      it.central.call('SendLocalList', {
        ...{ listVersion: 1, updateType: 'Full', localAuthorizationList: [entry] },
      });
      await it.pass(1_000);
      const { peer } = it.socket;
      peer.refuse = () => ({ status: null, detail: 'no route to host' });
      peer.close(1006, 'connection lost');
      await charging(it);
      await card(it);
      peer.refuse = () => null;
      await it.pass(10_000);
    },
  },
  'power-cut': {
    about: 'Below: the start after the power was cut in a charge. The transaction ends from the records.',
    run: async (it) => it.pass(2_000),
  },
  'fault-in-a-charge': {
    about: 'A ground fault opens the contactor and ends the transaction; it clears, the cable comes out.',
    run: async (it) => {
      await charging(it);
      it.world.raiseFault(1, { errorCode: 'GroundFailure' });
      await it.pass(2_000);
      it.world.clearFault(1, 'GroundFailure');
      await it.pass(1_000);
      it.world.unplug(1);
      await it.pass(1_000);
    },
  },
  ...CHARGING_PROFILES,
};
