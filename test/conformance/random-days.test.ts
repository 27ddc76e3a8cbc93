import fc from 'fast-check';
import { it } from 'vitest';
import { profile } from './charging-profile.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const SEED = 20260304;
const connectorId = fc.constantFrom(1, 2);
const idTag = fc.constantFrom('A', 'B', 'C');
const just = <T extends string>(type: T) => fc.record({ type: fc.constant(type) });
const act = fc.oneof(
  fc.record({
    type: fc.constantFrom('plug' as const, 'unplug' as const, 'fault' as const, 'cure' as const),
    connectorId,
  }),
  fc.record({ type: fc.constant('card' as const), idTag }),
  fc.record({ type: fc.constantFrom('start' as const, 'reserve' as const), connectorId, idTag }),
  fc.record({ type: fc.constantFrom('Operative' as const, 'Inoperative' as const), connectorId }),
  fc.record({ type: fc.constant('limit' as const), limit_A: fc.constantFrom(0, 5, 10, 32) }),
  fc.record({ type: fc.constant('wait' as const), seconds: fc.constantFrom(0, 3, 15, 70) }),
  fc.record({ type: fc.constant('link' as const), state: fc.constantFrom('up' as const, 'down' as const) }),
  just('cancel'),
  just('reset'),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** A CALL of the central system while there is a connection; whatever the answer is. */
async function ask(station: TestedStation, action: string, payload: object): Promise<void> {
  if (station.life.station.link.state === 'online') await station.call(action, payload);
}

async function happen(station: TestedStation, it: Act): Promise<void> {
  const { world } = station;
  switch (it.type) {
    case 'plug':
      if (!world.outlet(it.connectorId).plugged) await station.plug(it.connectorId);
      return;
    case 'unplug':
      if (world.outlet(it.connectorId).plugged) await station.unplug(it.connectorId);
      return;
    case 'fault':
      return world.raiseFault(it.connectorId, { errorCode: 'GroundFailure' });
    case 'cure':
      return world.clearFault(it.connectorId, 'GroundFailure');
    case 'card':
      return station.card(it.idTag);
    case 'start':
      return ask(station, 'RemoteStartTransaction', { connectorId: it.connectorId, idTag: it.idTag });
    case 'reserve': {
      const expiryDate = station.at_s(station.now_s + 30);
      const of = { connectorId: it.connectorId, idTag: it.idTag, reservationId: it.connectorId };
      return ask(station, 'ReserveNow', { ...of, expiryDate });
    }
    case 'cancel':
      return ask(station, 'CancelReservation', { reservationId: 1 });
    case 'Operative':
    case 'Inoperative':
      return ask(station, 'ChangeAvailability', { connectorId: it.connectorId, type: it.type });
    case 'limit': {
      const csChargingProfiles = profile(station, 'TxDefaultProfile', [[0, it.limit_A]]);
      return ask(station, 'SetChargingProfile', { connectorId: 0, csChargingProfiles });
    }
    case 'wait':
      return station.pass_s(it.seconds);
    case 'link':
      return station.link(it.state);
    case 'reset':
      return ask(station, 'Reset', { type: 'Soft' });
  }
}

it('whatever people, vehicles and the central system do, S3 to S7 hold all day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40, size: 'max' }), async (acts) => {
      await withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
        for (const it of acts) await happen(station, it);
        await station.link('up');
        await station.pass_s(200);
        station.takeSent();
      });
    }),
    { seed: SEED, numRuns: 12 },
  );
}, 30_000);
