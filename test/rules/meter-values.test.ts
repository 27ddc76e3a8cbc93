import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meterValue, samplesAnything, thinned, transactionData } from '../../machines/rules/meter-values.ts';
import { PROFILE, RECORDS } from './station-fixture.ts';

fc.configureGlobal({ seed: 20260304 });

const ENERGY = 'Energy.Active.Import.Register';
const recordsWith = (sampled: string, aligned: string, most = 10) => ({
  ...RECORDS,
  profile: { ...PROFILE, limits: { ...PROFILE.limits, stopTransactionMaxMeterValues: most } },
  configuration: { StopTxnSampledData: sampled, StopTxnAlignedData: aligned },
});
const BEGIN = meterValue(100, 'Transaction.Begin', '2026-11-22T12:00:00.000Z');
const END = meterValue(900, 'Transaction.End');
const periodic = (energy_Wh: number) => meterValue(energy_Wh, 'Sample.Periodic');
const clock = (energy_Wh: number) => meterValue(energy_Wh, 'Sample.Clock');

it('a reading is the register in whole Wh, with its context, and a time only where one is given', () => {
  expect(meterValue(1234, 'Sample.Periodic')).toStrictEqual({
    sampledValue: [{ value: '1234', context: 'Sample.Periodic', measurand: ENERGY, unit: 'Wh' }],
  });
  expect(BEGIN.timestamp).toBe('2026-11-22T12:00:00.000Z');
});

it('an empty list of measurands samples the default one, a list without it samples nothing (TC_070)', () => {
  const samples = (list: string) =>
    samplesAnything(
      { ...RECORDS, configuration: { MeterValuesSampledData: list } },
      'MeterValuesSampledData',
    );
  expect([samples(''), samples(ENERGY), samples('Voltage')]).toEqual([true, true, false]);
});

describe('transactionData', () => {
  it('is absent when both StopTxn lists are empty (errata 3.13)', () => {
    expect(transactionData(recordsWith('', ''), BEGIN, [periodic(1)], END)).toBeUndefined();
  });

  it('has Begin and End whatever may be sent between them (errata 3.14, ORS-8)', () => {
    for (const most of [0, 1, 2])
      expect(transactionData(recordsWith(ENERGY, '', most), BEGIN, [periodic(1)], END)).toEqual([BEGIN, END]);
  });

  it('has the samples that its lists name and no others', () => {
    const samples = [periodic(1), clock(2), periodic(3)];
    const between = (sampled: string, aligned: string) =>
      transactionData(recordsWith(sampled, aligned), BEGIN, samples, END)?.slice(1, -1);
    expect(between(ENERGY, ENERGY)).toEqual(samples);
    expect(between(ENERGY, '')).toEqual([periodic(1), periodic(3)]);
    expect(between('', ENERGY)).toEqual([clock(2)]);
  });

  it('is never longer than allowed, but for Begin and End', () => {
    const samples = Array.from({ length: 50 }, (_, i) => periodic(i));
    for (const most of [1, 2, 3, 10, 49, 52, 60])
      expect(transactionData(recordsWith(ENERGY, '', most), BEGIN, samples, END)).toHaveLength(
        Math.min(52, Math.max(2, most)),
      );
  });
});

it('thinning keeps the order, keeps some of every part, and never a thing twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }), (length, most) => {
      const items = Array.from({ length }, (_, i) => i);
      const kept = thinned(items, most);
      expect(kept).toHaveLength(Math.min(length, most));
      const gaps = [-1, ...kept, length].slice(1).map((it, i) => it - [-1, ...kept][i]!);
      if (kept.length > 0) {
        expect(Math.min(...gaps)).toBeGreaterThan(0);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(length / kept.length) + 1);
      }
    }),
  );
});
