import { describe, expect, it } from 'vitest';
import { connectorView } from '../../../actors/connector-view.ts';
import { diagnosis } from '../../../visualizations/page/diagnosis.ts';
import { lastCard } from '../../../visualizations/page/last-card.ts';
import { linkFinding, unanswered } from '../../../visualizations/page/link-finding.ts';
import { Recording } from '../../../visualizations/page/recording.ts';
import { stationFaultsOf, summariesOf } from '../../../visualizations/page/station-shapes.ts';
import { type LiveRig, liveRig } from '../live/live-rig.ts';

const CARD = '04A1';

function recorded({ page }: LiveRig): Recording {
  const recording = new Recording();
  recording.begin(page.recorder.history.base, page.recorder.history.items);
  return recording;
}

/** What the page says of connector 1. */
function said(rig: LiveRig): string {
  const recording = recorded(rig);
  const [summary] = summariesOf(recording.last);
  const now = { records: rig.storage.records, register_Wh: null, wall_ms: rig.clock.now().wall_ms };
  const status = connectorView(summary!, now);
  const stationFaults = stationFaultsOf(recording.last);
  const card = lastCard(recording.entries);
  return diagnosis({ summary: summary!, status, stationFaults, card })
    .map(({ text }) => text)
    .join('\n');
}

/** What it says of the link, so long after the last item. */
function saidOfLink(rig: LiveRig): string | undefined {
  const { monotonic_ms } = rig.clock.now();
  const { link } = rig.station;
  const status = {
    link: { state: link.state, since: link.since, url: '', securityProfile: 0 },
    registration: rig.station.root!.getSnapshot().context.control.link.registration,
    queue: { length: 0, oldest: null },
  };
  return linkFinding(status, unanswered(recorded(rig).entries), monotonic_ms)?.text;
}

async function plugAndShow(rig: LiveRig, idTag = CARD): Promise<void> {
  rig.world.plug(1, {});
  await rig.advance(500);
  rig.world.showCard(idTag);
  await rig.advance(3_000);
}

const limitOf = (limit: number) => ({
  connectorId: 1,
  csChargingProfiles: {
    chargingProfileId: 9,
    stackLevel: 2,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
  },
});

describe('why a connector does not charge, as the page says it', () => {
  it('that it charges, if it does', async () => {
    const rig = await liveRig();
    expect(said(rig)).toBe('Free: nothing is plugged in.');
    await plugAndShow(rig);
    expect(said(rig)).toBe('Charging: up to 32 A are offered.');
    expect(saidOfLink(rig)).toBeUndefined();
  });

  it('a welded contactor', async () => {
    const rig = await liveRig();
    await plugAndShow(rig);
    rig.world.stick(1, 'closed');
    rig.world.showCard(CARD);
    await rig.advance(10_000);
    expect(said(rig)).toMatch(/^The contactor is welded.*replace the contactor/);
  });

  it('a limit of 0 A, and the profile that it comes from', async () => {
    const rig = await liveRig();
    rig.call('SetChargingProfile', limitOf(0));
    await plugAndShow(rig);
    expect(said(rig)).toBe(
      'No current: the limit is 0 A, by profile 9 (TxDefaultProfile, level 2); a vehicle needs at least 6 A.',
    );
  });

  it('a reservation, for whom and until when', async () => {
    const rig = await liveRig();
    const expiryDate = new Date(rig.clock.now().wall_ms + 3_600_000).toISOString();
    rig.call('ReserveNow', { connectorId: 1, expiryDate, idTag: 'SOMEONE', reservationId: 4 });
    await rig.advance(1_000);
    await plugAndShow(rig);
    expect(said(rig)).toMatch(/^Reserved for SOMEONE until \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  });

  it('a card that the central system refuses, before the start and after it', async () => {
    const rig = await liveRig();
    rig.answers = { Authorize: { idTagInfo: { status: 'Blocked' } } };
    await plugAndShow(rig);
    expect(said(rig)).toMatch(/^Card 04A1, shown at .* was refused: the central system says Blocked\./);
    const late = await liveRig();
    late.call('ChangeConfiguration', { key: 'StopTransactionOnInvalidId', value: 'false' });
    late.answers = { StartTransaction: { transactionId: 3, idTagInfo: { status: 'Invalid' } } };
    await plugAndShow(late);
    expect(said(late)).toMatch(/^No current: the central system refused card 04A1 after the start/);
  });

  it('a fault, of the connector and of the station', async () => {
    const rig = await liveRig();
    rig.world.raiseFault(1, { errorCode: 'GroundFailure' });
    await rig.advance(1_000);
    expect(said(rig)).toMatch(/^Current leaks to earth/);
    const pressed = await liveRig();
    pressed.world.pressEmergencyStop(true);
    await pressed.advance(1_000);
    expect(said(pressed)).toMatch(/^The whole station: The emergency stop is pressed/);
  });

  it('an unknown card without a connection, and the connection', async () => {
    const rig = await liveRig();
    rig.call('ChangeConfiguration', { key: 'AllowOfflineTxForUnknownId', value: 'false' });
    await rig.advance(500);
    rig.peer.refuse = () => ({ status: 503, detail: 'down' });
    rig.peer.close();
    await rig.advance(2_000);
    await plugAndShow(rig, 'NOBODY');
    expect(said(rig)).toMatch(/^Card NOBODY.* no connection to the central system, and the station does not/);
    expect(saidOfLink(rig)).toMatch(/^No connection to the central system since/);
  });

  it('a connection through which nothing comes back', async () => {
    const rig = await liveRig();
    rig.answers = null;
    await plugAndShow(rig, 'NOBODY');
    expect(saidOfLink(rig)).toMatch(
      /^The central system does not answer: StatusNotification was sent at .* nothing came back/,
    );
  });

  it('a connector out of service, a dead reader, a vehicle that takes nothing', async () => {
    const rig = await liveRig();
    rig.call('ChangeAvailability', { connectorId: 1, type: 'Inoperative' });
    rig.world.setReaderDead(true);
    await rig.advance(2_000);
    expect(said(rig)).toMatch(/^Out of service: the central system.*\nThe card reader does not answer/s);
    const full = await liveRig();
    full.world.plug(1, { wantsEnergy: false });
    await full.advance(500);
    full.world.showCard(CARD);
    await full.advance(20_000);
    expect(said(full)).toMatch(/^The vehicle takes no energy although 32 A are offered/);
  });
});
