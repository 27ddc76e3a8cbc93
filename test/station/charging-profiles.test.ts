import { describe, expect, it } from 'vitest';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import {
  csPeriods,
  csProfile,
  installedOn,
  offered,
  periods,
  setProfile,
  statusOf,
} from './charging-requests.ts';
import { type VirtualStation, virtualStation } from './virtual-station.ts';

const START = '2026-01-01T00:00:00Z';
const tx = { chargingProfilePurpose: 'TxProfile' };
const max = { chargingProfilePurpose: 'ChargePointMaxProfile' };
const recurring = { chargingProfileKind: 'Recurring' };

describe('SetChargingProfile that is wrong or odd', () => {
  type Case = readonly [why: string, answer: string, connectorId: unknown, profile: object];
  const cases: readonly Case[] = [
    ['stackLevel -1', 'Rejected', 1, csProfile({ stackLevel: -1 })],
    ['stackLevel 4 (ORS-14)', 'Rejected', 1, csProfile({ stackLevel: 4 })],
    ['a fraction of a stackLevel', 'TypeConstraintViolation', 1, csProfile({ stackLevel: 1.5 })],
    ['no period', 'Rejected', 1, csProfile({}, periods())],
    [
      'eleven periods (ORS-15)',
      'Rejected',
      1,
      csProfile({}, periods(...Array.from({ length: 11 }, (_, n) => [n, 6] as const))),
    ],
    ['a first period after 0', 'Rejected', 1, csProfile({}, periods([5, 6]))],
    ['a first period before 0', 'Rejected', 1, csProfile({}, periods([-5, 6]))],
    ['periods that go back', 'Rejected', 1, csProfile({}, periods([0, 6], [9, 7], [5, 8]))],
    ['periods that stand still', 'Rejected', 1, csProfile({}, periods([0, 6], [9, 7], [9, 8]))],
    ['a negative limit', 'Rejected', 1, csProfile({}, periods([0, -0.1]))],
    ['two decimals', 'PropertyConstraintViolation', 1, csProfile({}, periods([0, 6.05]))],
    [
      'two decimals of a minChargingRate',
      'PropertyConstraintViolation',
      1,
      csProfile({}, { minChargingRate: 6.15 }),
    ],
    ['a limit that is text', 'TypeConstraintViolation', 1, csProfile({}, periods([0, '6']))],
    ['no limit', 'OccurenceConstraintViolation', 1, csProfile({}, periods([0, undefined]))],
    ['no id', 'OccurenceConstraintViolation', 1, csProfile({ chargingProfileId: undefined })],
    ['a field of its own', 'FormationViolation', 1, csProfile({ priority: 1 })],
    ['watts (SC-1)', 'Rejected', 1, csProfile({}, { chargingRateUnit: 'W' })],
    [
      'a unit of its own (errata 3.38)',
      'PropertyConstraintViolation',
      1,
      csProfile({}, { chargingRateUnit: 'kW' }),
    ],
    [
      'a purpose of its own',
      'PropertyConstraintViolation',
      1,
      csProfile({ chargingProfilePurpose: 'Solar' }),
    ],
    ['a kind of its own', 'PropertyConstraintViolation', 1, csProfile({ chargingProfileKind: 'Dynamic' })],
    ['Recurring without recurrencyKind', 'Rejected', 1, csProfile(recurring, { startSchedule: START })],
    ['Recurring from nowhere', 'Rejected', 1, csProfile({ ...recurring, recurrencyKind: 'Daily' })],
    ['a recurrencyKind without Recurring', 'Rejected', 1, csProfile({ recurrencyKind: 'Daily' })],
    [
      'a monthly recurrence',
      'PropertyConstraintViolation',
      1,
      csProfile({ ...recurring, recurrencyKind: 'Monthly' }, { startSchedule: START }),
    ],
    ['no duration to speak of', 'Rejected', 1, csProfile({}, { duration: 0 })],
    [
      'a startSchedule that is no date',
      'PropertyConstraintViolation',
      1,
      csProfile({}, { startSchedule: 'now' }),
    ],
    ['30 February', 'PropertyConstraintViolation', 1, csProfile({ validTo: '2026-02-30T00:00:00Z' })],
    ['a ChargePointMaxProfile on a connector', 'Rejected', 1, csProfile(max)],
    ['a TxProfile on connector 0', 'Rejected', 0, csProfile(tx)],
    ['a TxProfile without a transaction', 'Rejected', 1, csProfile(tx)],
    ['an unknown connector (errata 3.39)', 'PropertyConstraintViolation', 3, csProfile()],
    ['connector -1', 'PropertyConstraintViolation', -1, csProfile()],
    ['a connector that is text', 'TypeConstraintViolation', '1', csProfile()],
  ];
  it('is answered as the norm says, and changes nothing', async () => {
    const station = await virtualStation();
    expect(await setProfile(station, 2, csProfile({ chargingProfileId: 9 }))).toBe('Accepted');
    const answers = [];
    for (const [why, , connectorId, profile] of cases) {
      answers.push([why, await setProfile(station, connectorId, profile)]);
      expect(installedOn(station), why).toEqual(['TxDefaultProfile 9 on 2']);
    }
    expect(answers).toEqual(cases.map(([why, answer]) => [why, answer]));
  });

  it.each<readonly [string, number, object]>([
    ['a limit of 0 and a stackLevel of 3', 1, csProfile({ stackLevel: 3 }, periods([0, 0]))],
    ['a limit beyond any cable', 1, csProfile({}, periods([0, 100_000]))],
    [
      'three phases (errata 3.34)',
      1,
      csProfile({}, { chargingSchedulePeriod: [{ startPeriod: 0, limit: 6, numberPhases: 3 }] }),
    ],
    [
      'a Relative profile with a startSchedule',
      1,
      csProfile({ chargingProfileKind: 'Relative' }, { startSchedule: START }),
    ],
    [
      'dates without seconds or zone',
      1,
      csProfile({ validFrom: '2026-01-01T00:00' }, { startSchedule: '2026-01-01T00:00+01:00' }),
    ],
    ['a validity that is over', 1, csProfile({ validTo: '2020-01-01T00:00:00Z' })],
    ['a negative id', 1, csProfile({ chargingProfileId: -1 })],
    ['a transactionId that a TxDefaultProfile has no use for', 1, csProfile({ transactionId: 5 })],
  ])('is accepted: %s', async (_why, connectorId, profile) => {
    expect(await setProfile(await virtualStation(), connectorId, profile)).toBe('Accepted');
  });
});

describe('replacing charging profiles', () => {
  it('an id that comes again moves; a purpose and level replace on their connector', async () => {
    const station = await virtualStation();
    await setProfile(station, 1, csProfile());
    await setProfile(station, 2, csProfile({ chargingProfileId: 2 }));
    await setProfile(station, 0, csProfile(max));
    expect(installedOn(station)).toEqual(['TxDefaultProfile 2 on 2', 'ChargePointMaxProfile 1 on 0']);
    await setProfile(station, 2, csProfile({ chargingProfileId: 3 }));
    expect(installedOn(station)).toEqual(['ChargePointMaxProfile 1 on 0', 'TxDefaultProfile 3 on 2']);
  });

  async function full(): Promise<VirtualStation> {
    const station = await virtualStation();
    for (let n = 0; n < 10; n++) {
      const profile = csProfile({ chargingProfileId: n, stackLevel: Math.floor(n / 3) });
      expect(await setProfile(station, n % 3, profile)).toBe('Accepted');
    }
    return station;
  }

  it('MaxChargingProfilesInstalled: one more is Rejected, one in the place of another is not', async () => {
    const station = await full();
    expect(await setProfile(station, 0, csProfile({ ...max, chargingProfileId: 10 }))).toBe('Rejected');
    expect(await setProfile(station, 0, csProfile({ ...max, chargingProfileId: 9 }))).toBe('Accepted');
    expect(installedOn(station)).toHaveLength(10);
  });

  it('MaxChargingProfilesInstalled: a remote start brings no eleventh', async () => {
    const station = await full();
    const start = (chargingProfileId: number) =>
      statusOf(station, 'RemoteStartTransaction', {
        connectorId: 1,
        idTag: 'A',
        chargingProfile: csProfile({ ...tx, chargingProfileId }),
      });
    expect(await start(10)).toBe('Rejected');
    expect(await start(9)).toBe('Accepted');
    await station.plug(1);
    expect(installedOn(station)).toHaveLength(10);
    expect(installedOn(station)).toContain('TxProfile 9 on 1');
  });
});

describe('ClearChargingProfile', () => {
  it.each<readonly [string, object, string, readonly string[]]>([
    ['an id alone', { id: 2, connectorId: 2, stackLevel: 3 }, 'Accepted', ['1', '3']],
    ['an id of nothing', { id: 9 }, 'Unknown', ['1', '2', '3']],
    ['all that is given (errata 3.25)', { connectorId: 1, stackLevel: 0 }, 'Accepted', ['2', '3']],
    ['a combination of nothing', { connectorId: 1, stackLevel: 3 }, 'Unknown', ['1', '2', '3']],
    ['a purpose', { chargingProfilePurpose: 'ChargePointMaxProfile' }, 'Accepted', ['1', '2']],
    ['connector 0, which is no wildcard', { connectorId: 0 }, 'Accepted', ['1', '2']],
    ['a connector that does not exist', { connectorId: 3 }, 'Unknown', ['1', '2', '3']],
    [
      'a purpose of its own',
      { chargingProfilePurpose: 'Solar' },
      'PropertyConstraintViolation',
      ['1', '2', '3'],
    ],
    ['nothing, which is everything', {}, 'Accepted', []],
  ])('%s', async (_what, request, answer, left) => {
    const station = await virtualStation();
    await setProfile(station, 1, csProfile());
    await setProfile(station, 1, csProfile({ chargingProfileId: 2, stackLevel: 1 }));
    await setProfile(station, 0, csProfile({ ...max, chargingProfileId: 3 }));
    expect(await statusOf(station, 'ClearChargingProfile', request)).toBe(answer);
    expect(installedOn(station).map((it) => it.split(' ')[1])).toEqual(left);
  });

  it('a TxProfile whose transaction is over is Unknown: it ended with it (3.13.1)', async () => {
    const station = await virtualStation();
    await station.charge(1);
    expect(await setProfile(station, 1, csProfile(tx))).toBe('Accepted');
    await station.card('TAG1');
    await station.unplug(1);
    expect(await statusOf(station, 'ClearChargingProfile', { id: 1 })).toBe('Unknown');
  });
});

it('GetCompositeSchedule refuses what has no answer, and caps one without an end', async () => {
  const station = await virtualStation();
  const ask = (request: object) =>
    station.call('GetCompositeSchedule', { connectorId: 1, duration: 60, ...request });
  const rejected = { conf: { status: 'Rejected' } };
  for (const wrong of [
    { duration: 0 },
    { duration: -1 },
    { connectorId: 3 },
    { connectorId: -1 },
    { chargingRateUnit: 'W' },
  ])
    expect(await ask(wrong), JSON.stringify(wrong)).toEqual(rejected);
  expect(await ask({ duration: 1.5 })).toEqual({ error: 'TypeConstraintViolation' });
  expect(await ask({ chargingRateUnit: 'kW' })).toEqual({ error: 'PropertyConstraintViolation' });
  const limits = async (request: object) => {
    const reply = await ask(request);
    return 'conf' in reply ? reply.conf.chargingSchedule : reply;
  };
  const always = (duration: number, limit: number) => ({
    duration,
    chargingRateUnit: 'A',
    chargingSchedulePeriod: csPeriods([0, limit]),
  });
  expect(await limits({ duration: 1 })).toEqual(always(1, 32));
  expect(await limits({ connectorId: 0 })).toEqual(always(60, 64));
  expect(await limits({ duration: 2_147_483_647 })).toEqual(always(31 * 86_400, 32));
});

describe('the charging profile of a remote start', () => {
  const seven = csProfile(tx, periods([0, 7]));
  const start = (station: VirtualStation, chargingProfile: object, more: object = {}) =>
    statusOf(station, 'RemoteStartTransaction', { idTag: 'A', chargingProfile, ...more });

  it.each<readonly [string, object]>([
    ['another purpose', csProfile({}, periods([0, 7]))],
    ['a transactionId', csProfile({ ...tx, transactionId: 100 })],
    ['watts', csProfile(tx, { chargingRateUnit: 'W' })],
    ['a stackLevel of 4', csProfile({ ...tx, stackLevel: 4 })],
  ])('is Rejected with %s, and nothing starts', async (_why, chargingProfile) => {
    const station = await virtualStation();
    await station.plug(1);
    expect(await start(station, chargingProfile, { connectorId: 1 })).toBe('Rejected');
    await station.pass_s(5);
    expect(station.status(1)).toBe('Preparing');
  });

  it('follows its driver to the connector where the cable goes in', async () => {
    const station = await virtualStation();
    expect(await start(station, seven)).toBe('Accepted');
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Preparing', 'Available']);
    await station.plug(2);
    await station.pass_s(2);
    expect([station.status(1), station.status(2)]).toEqual(['Available', 'Charging']);
    expect(installedOn(station)).toEqual(['TxProfile 1 on 2']);
    expect(offered(station, 2)).toBe(7);
  });

  it('is not that of the driver who comes after it', async () => {
    const station = await virtualStation();
    await start(station, seven, { connectorId: 1 });
    await station.pass_s(61);
    await station.charge(1, 'A');
    expect([offered(station), installedOn(station)]).toEqual([32, []]);
  });

  it('is not that of a driver whose card replaces the one it was for', async () => {
    const station = await virtualStation();
    await start(station, seven);
    await station.card('B');
    await station.plug(1);
    await station.pass_s(2);
    expect(station.central.of('StartTransaction')).toEqual([expect.objectContaining({ idTag: 'B' })]);
    expect([offered(station), installedOn(station)]).toEqual([32, []]);
  });

  it('is replaced by a TxProfile of its level, and ends with its transaction (errata 3.42)', async () => {
    const station = await virtualStation();
    await setProfile(station, 0, csProfile({ chargingProfileId: 5 }, periods([0, 20])));
    await start(station, seven, { connectorId: 1 });
    await station.plug(1);
    await station.pass_s(2);
    expect(offered(station)).toBe(7);
    const next = csProfile({ ...tx, chargingProfileId: 2, transactionId: 100 }, periods([0, 9]));
    expect(await setProfile(station, 1, next)).toBe('Accepted');
    await station.pass_s(10);
    expect([offered(station), installedOn(station)]).toEqual([
      9,
      ['TxDefaultProfile 5 on 0', 'TxProfile 2 on 1'],
    ]);
    await station.card('A');
    await station.unplug(1);
    await station.charge(1);
    expect(offered(station)).toBe(20);
    expect(await setProfile(station, 1, next)).toBe('Rejected');
  });
});

describe('in a charge', () => {
  it('a profile takes over and ends at its moment, and a pause under 6 A lasts its minute', async () => {
    const station = await virtualStation();
    const at = (s: number) => isoTime(station.clock.now().wall_ms + s * 1000);
    await setProfile(station, 0, csProfile({ validTo: at(60) }));
    const short = { chargingProfileId: 2, stackLevel: 1, validFrom: at(30), validTo: at(45) };
    await setProfile(station, 0, csProfile(short, periods([0, 3])));
    await station.charge(1);
    const seen = [];
    for (const s of [20, 10, 14, 42, 10]) {
      await station.pass_s(s);
      seen.push(offered(station));
    }
    expect(seen).toEqual([16, null, null, null, 32]);
  });

  /** The central system tells another time, as an answer to a triggered Heartbeat. */
  async function clockSet(station: VirtualStation, by_s: number): Promise<void> {
    const currentTime = isoTime(station.clock.now().wall_ms + by_s * 1000);
    station.central.answers('Heartbeat', () => ({ conf: { currentTime } }));
    await station.call('TriggerMessage', { requestedMessage: 'Heartbeat' });
    await station.pass_s(1);
    station.central.answers('Heartbeat', () => ({
      conf: { currentTime: isoTime(station.clock.now().wall_ms) },
    }));
  }

  it('a clock that is set back lifts no limit that counts from an installation or a start', async () => {
    const station = await virtualStation();
    const steps = periods([0, 20], [3600, 8]);
    await setProfile(station, 0, csProfile({ ...max, chargingProfileId: 2 }, periods([0, 18], [3600, 8])));
    await station.charge(1);
    await setProfile(station, 1, csProfile({ ...tx, chargingProfileKind: 'Relative' }, steps));
    await clockSet(station, -7200);
    await station.pass_s(10);
    expect(offered(station)).toBe(18);
    await statusOf(station, 'ClearChargingProfile', { id: 2 });
    await station.pass_s(10);
    expect(offered(station)).toBe(20);
  });

  it('a clock that is set forward brings the limit of that time', async () => {
    const station = await virtualStation();
    const at = isoTime(station.clock.now().wall_ms);
    await setProfile(station, 0, csProfile({}, { startSchedule: at, ...periods([0, 20], [3600, 8]) }));
    await station.charge(1);
    expect(offered(station)).toBe(20);
    await clockSet(station, 3600);
    expect(offered(station)).toBe(8);
  });
});
