import { describe, expect, it } from 'vitest';
import type { CommitRequest, MeterPurpose, MeterRequest } from '../../machines/vocabulary/effects.ts';
import type { TransactionEvent } from '../../machines/vocabulary/events.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { TRANSACTION } from '../rules/station-fixture.ts';
import { MachineAlone, recordsWith } from './machine-alone.ts';

const AT = { monotonic_ms: 0, wall_ms: 0 };
const SAMPLES = { MeterValueSampleInterval: '10' };
const SILENT = { MeterValueSampleInterval: '0' };

type Payload = Readonly<Record<string, unknown>>;
/** `commit stop: transaction-reading 700 StopTransaction meterStop 700 Remote`. */
function commitWords({ purpose, changes = [], messages = [] }: CommitRequest): string {
  const stored = changes.map((it) => ('energy_Wh' in it ? `${it.type} ${it.energy_Wh}` : it.type));
  const told = messages.map(({ action, payload }) => {
    const { meterStart, meterStop, reason, idTag, timestamp, meterValue } = payload as Payload;
    const [value] = (meterValue ?? []) as { timestamp?: string; sampledValue: Payload[] }[];
    const sample = value && `${value.sampledValue[0]?.context} ${value.sampledValue[0]?.value}`;
    const parts = [meterStart, meterStop, reason, idTag, timestamp, sample, value?.timestamp];
    return [action, ...parts.filter((it) => it !== undefined)].join(' ');
  });
  return `${purpose}: ${[...stored, ...told].join(', ')}`;
}

function transaction(
  settings: Readonly<Record<string, string>> = SILENT,
  input: object = {},
  transactions: object = {},
) {
  return new MachineAlone<TransactionEvent>('transaction', {
    settings,
    records: transactions,
    ports: {
      readMeter: ({ purpose }: MeterRequest) => purpose,
      commit: commitWords,
    },
    input: {
      id: 7,
      connectorId: 1,
      idTag: 'A',
      parentIdTag: null,
      reservationId: null,
      interrupted: null,
      chargingProfile: null,
      ...input,
    },
  });
}
const read = (purpose: MeterPurpose, energy_Wh: number): TransactionEvent => ({
  type: 'METER_READ',
  connectorId: 1,
  purpose,
  energy_Wh,
  at: AT,
});
const silent = (purpose: MeterPurpose) => ({ type: 'METER_FAILED', connectorId: 1, purpose }) as const;
const stored = (purpose: string) => ({ type: 'COMMITTED', purpose, then: [] }) as const;
const lost = (purpose: string) => ({ type: 'COMMIT_FAILED', purpose }) as const;
const end = (immediate = false, idTag: string | null = null) =>
  ({ type: 'END', reason: 'Remote', idTag, immediate }) as const;
const START = 'commit start: session-cleared, transaction-opened, StartTransaction 500 A';
const STOP = (Wh: number, more = 'Remote') =>
  `commit stop: transaction-reading ${Wh}, transaction-closed, session-ended, StopTransaction ${Wh} ${more}`;

function running(settings: Readonly<Record<string, string>> = SILENT) {
  const it = transaction(settings).send(read('start', 500), stored('start'));
  it.told;
  return it;
}

describe('the start of a transaction', () => {
  it('reads the register, stores StartTransaction, and says so then', () => {
    const it = transaction();
    expect(it.told).toEqual(['readMeter start']);
    expect(it.send(read('start', 500)).told).toEqual([START]);
    expect(it.send(stored('start')).told).toEqual(['owner: TRANSACTION_STARTED']);
    expect(it.context<{ control: object }>().control).toMatchObject({ ending: null });
  });

  it('takes no other reading and no other commit for its own', () => {
    const it = transaction();
    it.told;
    expect(it.send(read('register', 400), silent('register')).told).toEqual([]);
    it.send(read('start', 500));
    it.told;
    expect(it.send(stored('register'), lost('register')).told).toEqual([]);
    expect(it.state()).toBe('storingStart');
  });

  it('asks a meter that does not answer every second, for 5 s, and then is refused', () => {
    const it = transaction().send(silent('start'));
    it.told;
    expect(it.pass_s(0.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['readMeter start']);
    it.send(silent('start')).pass_s(3.9);
    expect(it.told).toEqual(['readMeter start']);
    expect(it.pass_s(0.1).told).toEqual(['owner: TRANSACTION_REFUSED meter']);
    expect(it.pass_s(60).send(read('start', 1)).told).toEqual([]);
  });

  it('that is called off before it is stored never was', () => {
    for (const event of [end(), { type: 'HALT' } as const]) {
      const it = transaction();
      it.told;
      expect(it.send(event).told).toEqual(['owner: TRANSACTION_REFUSED ended']);
      expect(it.send(read('start', 500)).told).toEqual([]);
    }
  });

  it('that storage refuses never was', () => {
    const it = transaction().send(read('start', 500));
    it.told;
    expect(it.send(lost('start')).told).toEqual(['owner: TRANSACTION_REFUSED storage']);
    expect(it.state()).toBe('refused');
  });

  it('that is called off while it is being stored is stored, and then ended', () => {
    const it = transaction().send(read('start', 500), end(true, 'B'));
    it.told;
    expect(it.send(stored('start')).told).toEqual(['readMeter stop', 'owner: TRANSACTION_STARTED']);
    expect(it.send(read('stop', 500)).told).toEqual([STOP(500, 'Remote B')]);
  });

  it('whose contactor opened while it was being stored does not wait for that again', () => {
    const it = transaction().send(read('start', 500), end(), { type: 'POWER_DOWN' }, stored('start'));
    expect(it.state()).toBe('readingEnd');
    const closed = transaction().send(read('start', 500), end(), stored('start'));
    expect(closed.state()).toBe('poweringDown');
  });
});

describe('the samples', () => {
  it('come every MeterValueSampleInterval, without drift, each stored with its reading', () => {
    const it = running(SAMPLES).pass_s(10);
    expect(it.told).toEqual(['readMeter sample']);
    expect(it.send(read('sample', 520)).told).toEqual([
      'commit sample: transaction-reading 520, MeterValues Sample.Periodic 520',
    ]);
    expect(it.pass_s(9.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['readMeter sample']);
  });

  it('at a boundary of the clock are stamped with the boundary', () => {
    const it = running().send({ type: 'ALIGNED', boundary_ms: 900_000 });
    expect(it.told).toEqual(['readMeter aligned']);
    expect(it.send(read('aligned', 530)).told).toEqual([
      `commit sample: transaction-reading 530, MeterValues Sample.Clock 530 ${isoTime(900_000)}`,
    ]);
  });

  it('follow a changed interval at once, and no other key', () => {
    const it = running(SAMPLES).pass_s(5);
    const samples = () => it.told.filter((line) => line === 'readMeter sample').length;
    it.records.now = recordsWith({ MeterValueSampleInterval: '20' });
    it.send({ type: 'CONFIGURATION_CHANGED', key: 'HeartbeatInterval' }).pass_s(5);
    expect(samples()).toBe(1);
    it.pass_s(5).send({ type: 'CONFIGURATION_CHANGED', key: 'MeterValueSampleInterval' }).pass_s(19.9);
    expect(samples()).toBe(0);
    it.pass_s(0.1);
    expect(samples()).toBe(1);
    it.records.now = recordsWith(SILENT);
    it.send({ type: 'CONFIGURATION_CHANGED', key: 'MeterValueSampleInterval' }).pass_s(100);
    expect(samples()).toBe(0);
  });

  it('never report less than was reported before', () => {
    const it = running(SAMPLES).pass_s(10).send(read('sample', 520)).pass_s(10);
    it.told;
    expect(it.send(read('sample', 510)).told[0]).toContain('Sample.Periodic 520');
  });

  it('that cannot be stored end the charge', () => {
    expect(running(SAMPLES).send(lost('sample')).told).toEqual(['owner: STORAGE_LOST']);
  });
});

describe('the register', () => {
  it('is stored every 31 s, where no samples are', () => {
    const it = running().pass_s(30.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['readMeter register']);
    expect(it.send(read('register', 600)).told).toEqual(['commit register: transaction-reading 600']);
    expect(it.pass_s(31).told).toEqual(['readMeter register']);
  });

  it('is stored with each sample, and then not again for 31 s', () => {
    const it = running().pass_s(20);
    expect(it.send(read('sample', 600)).told).toEqual([
      'commit sample: transaction-reading 600, MeterValues Sample.Periodic 600',
    ]);
    expect(it.pass_s(30.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['readMeter register']);
  });

  it('of a silent meter is asked for every second; after 30 s the charge has no meter', () => {
    const it = running().send(silent('register'));
    expect(it.pass_s(0.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['readMeter register']);
    it.pass_s(28.9);
    expect(it.told.filter((line) => line.startsWith('owner'))).toEqual([]);
    it.pass_s(0.1);
    expect(it.told.filter((line) => line.startsWith('owner'))).toEqual(['owner: METER_LOST']);
  });

  it('that comes back in time is forgiven', () => {
    const it = running().send(silent('register')).pass_s(29).send(read('register', 510)).pass_s(5);
    expect(it.told.filter((line) => line.startsWith('owner'))).toEqual([]);
    it.send(silent('register')).pass_s(29.9);
    expect(it.told.filter((line) => line.startsWith('owner'))).toEqual([]);
  });
});

describe('the end of a transaction', () => {
  it('waits for the contactor, reads the register, stores StopTransaction', () => {
    const it = running().send(end(false, 'B'));
    expect([it.state(), it.told]).toEqual(['poweringDown', []]);
    expect(it.send('POWER_DOWN').told).toEqual(['readMeter stop']);
    expect(it.send(read('stop', 700)).told).toEqual([STOP(700, 'Remote B')]);
    expect(it.send(stored('stop')).told).toEqual(['owner: TRANSACTION_ENDED']);
    expect(it.pass_s(600).told).toEqual([]);
  });

  it('at once waits for nothing', () => {
    expect(running().send(end(true)).state()).toBe('readingEnd');
  });

  it('keeps the first reason and the first card', () => {
    const late = { type: 'END', reason: 'EmergencyStop', idTag: 'C', immediate: true } as const;
    const it = transaction().send(read('start', 500), end(false, 'B'), late, stored('start'));
    it.told;
    expect(it.send(read('stop', 700)).told).toEqual([STOP(700, 'Remote B')]);
  });

  it.each([
    ['that fails', (it: ReturnType<typeof running>) => it.send(silent('stop'))],
    ['that says nothing for 3 s', (it: ReturnType<typeof running>) => it.pass_s(3)],
  ])('of a meter %s reports the last value known', (_, fails) => {
    const it = running(SAMPLES).pass_s(10).send(read('sample', 640), end(true));
    it.told;
    expect(fails(it).told).toEqual([STOP(640)]);
  });

  it('waits 3 s for the meter and takes no other reading for it', () => {
    const it = running().send(end(true)).pass_s(2.9).send(read('sample', 900), silent('sample'));
    expect(it.state()).toBe('readingEnd');
    expect(it.pass_s(0.1).state()).toBe('storingEnd.storing');
  });

  it('is stored as often as it takes, every 5 s', () => {
    const it = running().send(end(true), read('stop', 700), lost('stop'));
    it.told;
    expect(it.pass_s(4.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual([STOP(700)]);
    // The answer to another commit is none to this one.
    expect(it.send(stored('register'), lost('register')).state()).toBe('storingEnd.storing');
    expect(it.send(lost('stop')).state()).toBe('storingEnd.failed');
    // Stored after all: a late answer counts.
    expect(it.send(stored('stop')).told).toEqual(['owner: TRANSACTION_ENDED']);
  });
});

describe('an orderly stop of the station', () => {
  it('stores the register and leaves the transaction open', () => {
    const it = running().send('HALT');
    expect(it.told).toEqual(['readMeter register']);
    expect(it.send(read('register', 700)).told).toEqual(['commit register: transaction-reading 700']);
    expect(it.send(stored('register')).told).toEqual(['owner: TRANSACTION_HALTED']);
  });

  it('waits neither for a failed meter nor for storage, and 3 s for a silent meter', () => {
    expect(running().send('HALT', silent('register')).told.at(-1)).toBe('owner: TRANSACTION_HALTED');
    const patient = running().send('HALT', read('sample', 1), silent('sample')).pass_s(2.9);
    expect(patient.told).toEqual(['readMeter register']);
    expect(patient.pass_s(0.1).told).toEqual(['owner: TRANSACTION_HALTED']);
    const full = running().send('HALT', read('register', 700), lost('register'));
    expect(full.told.at(-1)).toBe('owner: TRANSACTION_HALTED');
  });
});

describe('a transaction that the records hold open', () => {
  const interrupted = () =>
    transaction(
      SILENT,
      { interrupted: 'PowerLoss' },
      { transactions: { 7: { ...TRANSACTION, lastReading_Wh: 650 } } },
    );

  it('ends with the reason of the boot, at the time of its last stored reading', () => {
    const it = interrupted();
    expect(it.told).toEqual(['readMeter stop']);
    expect(it.send(read('stop', 660)).told).toEqual([STOP(660, `PowerLoss ${TRANSACTION.lastReadingAt}`)]);
  });

  it('ends with its last stored reading where the meter is silent or has forgotten', () => {
    const silenced = interrupted().pass_s(3);
    expect(silenced.told.at(-1)).toBe(STOP(650, `PowerLoss ${TRANSACTION.lastReadingAt}`));
    const reset = interrupted().send(read('stop', 0));
    expect(reset.told.at(-1)).toBe(STOP(650, `PowerLoss ${TRANSACTION.lastReadingAt}`));
  });
});

it('keeps samples and aligned readings for StopTransaction, where the profile has room for them', () => {
  const profile = { ...mx007sc, limits: { ...mx007sc.limits, stopTransactionMaxMeterValues: 10 } };
  const it = transaction(SAMPLES, {}, { profile }).send(read('start', 500), stored('start'));
  it.send(read('sample', 510), { type: 'ALIGNED', boundary_ms: 900_000 }, read('aligned', 520));
  const { samples } = it.context<{ data: { samples: readonly { sampledValue: Payload[] }[] } }>().data;
  expect(samples.map(({ sampledValue: [first] }) => [first?.context, first?.value])).toEqual([
    ['Sample.Periodic', '510'],
    ['Sample.Clock', '520'],
  ]);
});
