import { describe, expect, it } from 'vitest';
import type { Registry } from '../../machines/registry.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { BenchStation } from './bench-station.ts';
import { exploding, PLANTED } from './exploding.ts';

type Planted = { readonly machine: keyof Registry; readonly actor: string };
const ON_CONNECTOR_1: readonly Planted[] = [
  { machine: 'contactor', actor: 'contactor-1' },
  { machine: 'transaction', actor: 'transaction-1' },
  { machine: 'connector', actor: 'connector-1' },
];

/** Connector 1 charges its first transaction, connector 2 another one. */
async function bothCharging(machine: keyof Registry | null): Promise<BenchStation> {
  const it = await new BenchStation(machine ? { registry: exploding(machine) } : {}).booted();
  await it.charge(1, 'CARD-1');
  await it.charge(2, 'CARD-2');
  expect(it.statuses).toEqual(['Charging', 'Charging']);
  return it;
}

/** Cable out, cable in, card: from whatever it was in before. */
async function chargesAgain(it: BenchStation, connectorId: number): Promise<void> {
  it.world.unplug(connectorId);
  await it.pass(1_000);
  await it.charge(connectorId, 'CARD-3');
  expect(it.statuses[connectorId - 1]).toBe('Charging');
}

describe('an actor that throws in the middle of a charge', () => {
  it.each(ON_CONNECTOR_1)('$actor: its connector is made safe and comes back; the other charges on', async ({
    machine,
    actor,
  }) => {
    const it = await bothCharging(machine);
    it.station.edge.deliver(actor, PLANTED);
    // In the same step: no time has passed.
    expect(it.world.outlet(1)).toMatchObject({ coilCommanded: false, offer_A: null, drawn_A: 0 });
    expect(it.statuses[0]).toBe('Faulted');
    expect(it.world.outlet(2)).toMatchObject({ coilCommanded: true, drawn_A: 32 });

    await it.pass(1_000);
    expect(it.central.statuses(1).at(-1)).toBe('Faulted InternalError');
    expect(it.central.of('StopTransaction')).toMatchObject([{ transactionId: 1, reason: 'Other' }]);
    await it.pass(9_000);
    expect(it.statuses).toEqual(['Finishing', 'Charging']);
    await chargesAgain(it, 1);
    expect(it.central.of('StartTransaction')).toHaveLength(3);
    expect(it.central.of('StopTransaction')).toHaveLength(1);
    expect(it.restarts).toEqual([]);
  });

  it('connector-1: comes back with the limit of its profile, not with its rating (S10)', async () => {
    const it = await new BenchStation({ registry: exploding('connector') }).booted();
    const set = it.central.call('SetChargingProfile', {
      connectorId: 1,
      csChargingProfiles: {
        ...{ chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: 'TxDefaultProfile' },
        chargingProfileKind: 'Relative',
        chargingSchedule: {
          chargingRateUnit: 'A',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 8 }],
        },
      },
    });
    await it.pass(1_000);
    expect(it.central.answers.get(set)).toEqual({ status: 'Accepted' });
    it.station.edge.deliver('connector-1', PLANTED);
    await it.pass(10_000);
    await it.charge(1, 'CARD-1');
    expect(it.world.outlet(1)).toMatchObject({ coilCommanded: true, offer_A: 8 });
  });

  it('rfid-session: both charge on, and the next card is read', async () => {
    const it = await bothCharging('rfidSession');
    it.station.edge.deliver('rfid-session', PLANTED);
    await it.pass(1_000);
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    it.world.showCard('CARD-1');
    await it.pass(2_000);
    expect(it.central.of('StopTransaction')).toMatchObject([{ transactionId: 1, reason: 'Local' }]);
    expect(it.restarts).toEqual([]);
    await chargesAgain(it, 1);
  });

  it.each([
    ['ocpp-connection', PLANTED],
    // The queue is no statechart: an event of nobody's is beyond it.
    ['call-queue', { type: 'TIMER', timer: 'planted' }],
  ])('%s: both charge on, and the link and the queue come back', async (actor, event) => {
    const it = await bothCharging('ocppConnection');
    it.station.edge.deliver(actor, event);
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    await it.pass(10_000);
    expect(it.station.link.state).toBe('online');
    it.world.showCard('CARD-1');
    await it.pass(2_000);
    expect(it.central.of('StopTransaction')).toMatchObject([{ transactionId: 1, reason: 'Local' }]);
    expect(it.restarts).toEqual([]);
    await chargesAgain(it, 1);
    expect(it.central.of('StartTransaction')).toHaveLength(3);
    expect(it.storage.waiting('transaction').length).toBe(0);
  });

  it.each([
    ['status-reporter', { type: 'OBSERVED', reports: null }],
    ['current-limits', { type: 'REVIEW', at: null }],
  ])('%s: both charge on, and it is there again', async (actor, event) => {
    const it = await bothCharging(null);
    it.station.edge.deliver(actor, event);
    await it.pass(1_000);
    expect(it.restarts).toEqual([]);
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    it.world.showCard('CARD-1');
    await it.pass(2_000);
    expect(it.central.statuses(1).at(-1)).toBe('Finishing');
    await chargesAgain(it, 1);
    expect(it.central.statuses(1).at(-1)).toBe('Charging');
  });

  it('reservation: its connector stays reserved, and it still expires', async () => {
    const it = await new BenchStation({ registry: exploding('reservation') }).booted();
    const expiryDate = isoTime(it.clock.now().wall_ms + 60_000);
    const reserved = it.central.call('ReserveNow', {
      ...{ connectorId: 1, reservationId: 7, idTag: 'CARD-1', expiryDate },
    });
    await it.pass(1_000);
    expect(it.central.answers.get(reserved)).toEqual({ status: 'Accepted' });
    it.station.edge.deliver('reservation-7', PLANTED);
    await it.pass(10_000);
    expect(it.statuses).toEqual(['Reserved', 'Available']);
    await it.pass(60_000);
    expect(it.statuses).toEqual(['Available', 'Available']);
    expect(it.restarts).toEqual([]);
  });

  it('log-upload: both charge on, and the upload is begun again and ends', async () => {
    const it = await bothCharging('logUpload');
    it.logs.endings.push('never');
    it.central.call('GetDiagnostics', { location: 'ftp://logs.test/' });
    await it.pass(1_000);
    it.station.edge.deliver('diagnostics-upload', PLANTED);
    await it.pass(1_000);
    expect(it.logs.requests).toHaveLength(2);
    // What was under way is abandoned with its actor.
    expect(it.logs.requests[0]?.signal.aborted).toBe(true);
    expect(it.central.of('DiagnosticsStatusNotification').map(({ status }) => status)).toEqual([
      'Uploading',
      'Uploading',
      'Uploaded',
    ]);
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    expect(it.restarts).toEqual([]);
  });

  it('firmware-update: both charge on, and what it had taken out of service comes back', async () => {
    const it = await bothCharging('firmwareUpdate');
    it.station.edge.deliver('charge-point', { type: 'FIRMWARE_INSTALLS', installing: true });
    await it.pass(1_000);
    it.station.edge.deliver('firmware-update', PLANTED);
    await it.pass(1_000);
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    for (const connectorId of [1, 2]) it.world.unplug(connectorId);
    await it.pass(10_000);
    expect(it.statuses).toEqual(['Available', 'Available']);
    expect(it.restarts).toEqual([]);
  });

  it('charge-point: everything is made safe and the station starts anew from its records', async () => {
    const it = await bothCharging('chargePoint');
    it.station.edge.deliver('charge-point', PLANTED);
    for (const connectorId of [1, 2])
      expect(it.world.outlet(connectorId)).toMatchObject({ coilCommanded: false, drawn_A: 0 });
    await it.pass(10_000);
    expect(it.restarts).toEqual(['error: Error: planted in chargePoint']);
    expect(it.central.of('StopTransaction')).toMatchObject([{ reason: 'Other' }, { reason: 'Other' }]);
    expect(it.statuses).toEqual(['Finishing', 'Finishing']);
    await chargesAgain(it, 1);
  });
});
