import { expect, it } from 'vitest';
import { isUrgent, raised } from '../../machines/rules/security-events.ts';
import { SECURITY_EVENTS, type SecurityEventType } from '../../machines/vocabulary/security-events.ts';
import { RECORDS } from './station-fixture.ts';

const ALL = Object.keys(SECURITY_EVENTS) as SecurityEventType[];
const toldWith = (configuration: Readonly<Record<string, string>>): readonly unknown[] =>
  raised(
    ALL.map((type) => ({ type })),
    { ...RECORDS, configuration },
  ).messages.map(({ payload }) => ('type' in payload ? payload.type : payload));

/** The "critical" column of the whitepaper's table, as far as this station has the events. */
const CRITICAL = [
  'FirmwareUpdated',
  'SettingSystemTime',
  'StartupOfTheDevice',
  'ResetOrReboot',
  'SecurityLogWasCleared',
  'MemoryExhaustion',
];
/** L01.FR.02, L01.FR.03, TC_077, TC_078, A00.FR.318. */
const SENT_ALL_THE_SAME = [
  'InvalidFirmwareSignature',
  'InvalidFirmwareSigningCertificate',
  'InvalidCentralSystemCertificate',
  'InvalidChargePointCertificate',
  'InvalidTLSVersion',
  'InvalidTLSCipherSuite',
];

it('with a security profile what is critical is told, and what has to be told besides (A04.FR.02)', () => {
  for (const SecurityProfile of ['1', '2', '3'])
    expect(toldWith({ SecurityProfile }), SecurityProfile).toEqual([...CRITICAL, ...SENT_ALL_THE_SAME]);
});

it('without one only what follows from the security extension is told', () => {
  const told = ['FirmwareUpdated', ...SENT_ALL_THE_SAME];
  expect(toldWith({ SecurityProfile: '0' })).toEqual(told);
  expect(toldWith({}), 'a station without the key').toEqual(told);
});

it('every event goes to the security log, told or not', () => {
  const { security } = raised([{ type: 'InvalidMessages', techInfo: 'x' }], RECORDS);
  expect(security).toEqual([{ type: 'InvalidMessages', techInfo: 'x' }]);
});

it('a message has the time and the words of its event, these not beyond 255 characters', () => {
  const techInfo = 'w'.repeat(300);
  const timestamp = '2026-01-01T00:00:00.000Z';
  const event = { type: 'InvalidFirmwareSignature', techInfo, timestamp } as const;
  expect(raised([event], RECORDS).messages).toEqual([
    {
      action: 'SecurityEventNotification',
      payload: { type: 'InvalidFirmwareSignature', techInfo: 'w'.repeat(255), timestamp },
    },
  ]);
});

it('a message has no time of its own and no words where its event has none', () => {
  expect(raised([{ type: 'FirmwareUpdated' }], RECORDS).messages).toStrictEqual([
    { action: 'SecurityEventNotification', payload: { type: 'FirmwareUpdated' } },
  ]);
});

it('only FirmwareUpdated is not held back, nor what comes with it', () => {
  expect(ALL.filter((type) => isUrgent([{ type }]))).toEqual(['FirmwareUpdated']);
  expect(isUrgent([{ type: 'StartupOfTheDevice' }, { type: 'FirmwareUpdated' }])).toBe(true);
  expect(isUrgent([])).toBe(false);
});
