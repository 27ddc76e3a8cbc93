import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterReset,
  counted,
  type EnergyTotal,
  isPossible,
  wholeWh,
} from '../../../drivers/reference-board/energy-total.ts';
import {
  decodeRecord,
  encodeRecord,
  type JournalRecord,
  newestRecord,
  placeOf,
  RECORD_BYTES,
} from '../../../drivers/reference-board/meter-journal.ts';

const TURN = 0x100_0000;

describe('the total of a meter', () => {
  it('is what really flowed, however often the register turns over', () => {
    // Up to half a turn between two readings: 40 s at the full scale of the chip.
    const amounts = fc.array(fc.integer({ min: 0, max: TURN / 2 - 1 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TURN - 1 }), amounts, (start, flows) => {
        let total: EnergyTotal = { steps: 0n, register: start };
        let counter = start;
        for (const flow of flows) {
          counter += flow;
          total = counted(total, counter % TURN);
        }
        expect(total.steps).toBe(BigInt(counter - start));
      }),
      { numRuns: 300, seed: 16 },
    );
  });

  it('never decreases and counts nothing twice when the register creeps backwards', () => {
    const creeps = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 });
    fc.assert(
      fc.property(creeps, (steps) => {
        let total: EnergyTotal = { steps: 0n, register: 5000 };
        let [counter, highest] = [0, 0];
        for (const step of steps) {
          counter += step;
          highest = Math.max(highest, counter);
          const next = counted(total, (5000 + counter + TURN) % TURN);
          expect(next.steps).toBeGreaterThanOrEqual(total.steps);
          total = next;
        }
        expect(total.steps).toBe(BigInt(highest));
      }),
      { numRuns: 300, seed: 16 },
    );
  });

  it('finds the turns that nobody saw, when it is known about how much flowed', () => {
    const flowed = fc.integer({ min: 0, max: 40 * TURN });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TURN - 1 }),
        flowed,
        fc.double({ min: -0.01, max: 0.01 }),
        (start, flow, off) => {
          const expected = flow * (1 + (Number.isNaN(off) ? 0 : off));
          const after = counted({ steps: 7n, register: start }, (start + flow) % TURN, expected);
          expect(after.steps).toBe(7n + BigInt(flow));
        },
      ),
      { numRuns: 500, seed: 16 },
    );
  });

  it('takes what the chip can count in the time, and not what only a disturbed byte can say', () => {
    // Half the range of the register passes in 40 s at the full scale of the chip.
    expect(isPossible(BigInt(TURN / 2), 40_000)).toBe(true);
    expect(isPossible(206_900n, 1_000)).toBe(true);
    for (const bit of [19, 20, 21, 22]) expect(isPossible(1n << BigInt(bit), 1_000)).toBe(false);
  });

  it('keeps what it has when the chip was reset', () => {
    expect(afterReset({ steps: 1000n, register: 900 }, 40)).toEqual({ steps: 1040n, register: 40 });
  });

  it('is exact in Wh for a life of energy', () => {
    // 154 x 154 / 3600 steps for each Ws: what drivers of this chip reckon with for a common front end.
    const stepsPerWh = ((154 * 154) / 3600) * 3600;
    for (const wh of [0, 1, 999, 123_456_789, 999_999_999])
      expect(wholeWh(BigInt(wh) * 23_716n, stepsPerWh)).toBe(wh);
    expect(wholeWh(23_715n, stepsPerWh)).toBe(0);
    expect(wholeWh(2n * 23_716n - 1n, stepsPerWh)).toBe(1);
  });
});

const record: fc.Arbitrary<JournalRecord> = fc.record({
  sequence: fc.integer({ min: 0, max: 0xffff_ffff }),
  steps: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  register: fc.integer({ min: 0, max: TURN - 1 }),
});

describe('the journal of a meter', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(record, (it) => {
        expect(decodeRecord(encodeRecord(it))).toEqual(it);
      }),
      { numRuns: 300, seed: 16 },
    );
  });

  it('finds the last record that was written whole, wherever the power was cut', () => {
    const values = fc.array(fc.bigInt({ min: 0n, max: 2n ** 40n }), { minLength: 1, maxLength: 12 });
    const cut = fc.integer({ min: 0, max: RECORD_BYTES });
    fc.assert(
      fc.property(values, cut, fc.integer({ min: 0, max: 0xffff_ffff }), (totals, bytes, first) => {
        const memory = Buffer.alloc(256, 0xa5);
        const written: JournalRecord[] = [];
        totals.forEach((steps, index) => {
          const it = { sequence: (first + index) >>> 0, steps: steps + BigInt(index), register: index };
          const whole = index < totals.length - 1 || bytes === RECORD_BYTES;
          const part = whole ? encodeRecord(it) : encodeRecord(it).subarray(0, bytes);
          memory.set(part, placeOf(2, it.sequence));
          if (whole) written.push(it);
        });
        const places = [placeOf(2, 0), placeOf(2, 1)];
        const found = newestRecord(places.map((place) => decodeRecord(memory.subarray(place, place + 32))));
        expect(found).toEqual(written.at(-1) ?? null);
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it('takes no record with one bit that is wrong', () => {
    const bytes = encodeRecord({ sequence: 7, steps: 123_456n, register: 99 });
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(decodeRecord(damaged)).toBeNull();
    }
    for (const empty of [Buffer.alloc(32), Buffer.alloc(32, 0xff), Buffer.alloc(3)])
      expect(decodeRecord(empty)).toBeNull();
  });

  it('keeps the places of all records apart', () => {
    const places = [1, 2, 3].flatMap((id) => [placeOf(id, 0), placeOf(id, 1)]).sort((a, b) => a - b);
    places.slice(1).forEach((place, index) => {
      expect(place - places[index]!).toBeGreaterThanOrEqual(RECORD_BYTES);
    });
  });
});
