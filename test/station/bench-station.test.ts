import { describe, expect, it } from 'vitest';
import { BenchStation } from './bench-station.ts';

describe('the whole station on virtual time', () => {
  it('boots, charges on both connectors, and stops by card', async () => {
    const it = await new BenchStation({ set: { MeterValueSampleInterval: '10' } }).booted();
    expect(it.statuses).toEqual(['Available', 'Available']);
    await it.charge(1, 'CARD-1');
    await it.charge(2, 'CARD-2');
    expect(it.statuses).toEqual(['Charging', 'Charging']);
    await it.pass(60_000);
    it.world.showCard('CARD-1');
    await it.pass(2_000);
    expect(it.statuses).toEqual(['Finishing', 'Charging']);
    expect(it.central.of('StopTransaction')).toMatchObject([
      { transactionId: 1, reason: 'Local', idTag: 'CARD-1' },
    ]);
    expect(it.central.statuses(1)).toEqual(['Available', 'Preparing', 'Charging', 'Finishing']);
    expect(it.complaints).toEqual([]);
  });
});
