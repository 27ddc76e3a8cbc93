import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldCards, HOLD_OFF_MS, look } from '../../../drivers/reference-board/card-hold-off.ts';
import { idTagOfUid } from '../../../drivers/reference-board/card-uid.ts';
import { type Confirmed, confirm } from '../../../drivers/reference-board/contactor-witnesses.ts';
import { type Sampled, sampled } from '../../../drivers/reference-board/equal-samples.ts';

const UPPER = { letters: 'upper', reversed: false } as const;
const uid = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

describe('the idTag of a card', () => {
  it('is its UID in the order of the wire, in hexadecimal digits', () => {
    expect(idTagOfUid(uid('04a1b2c3'), UPPER)).toBe('04A1B2C3');
    expect(idTagOfUid(uid('04a1b2c3d4e5f6'), UPPER)).toBe('04A1B2C3D4E5F6');
    expect(idTagOfUid(uid('04a1b2c3d4e5f6070809'), UPPER)).toBe('04A1B2C3D4E5F6070809');
  });

  it('can be written in small letters and in the other order', () => {
    expect(idTagOfUid(uid('04a1b2c3'), { letters: 'lower', reversed: false })).toBe('04a1b2c3');
    expect(idTagOfUid(uid('04a1b2c3'), { letters: 'upper', reversed: true })).toBe('C3B2A104');
  });

  it('does not exist for a UID that is another at each tap, in either order, and only for those', () => {
    for (const reversed of [false, true])
      expect(idTagOfUid(uid('08a1b2c3'), { letters: 'upper', reversed })).toBeNull();
    expect(idTagOfUid(uid('08a1b2c3d4e5f6'), UPPER)).toBe('08A1B2C3D4E5F6');
    expect(idTagOfUid(uid('04a1b208'), UPPER)).toBe('04A1B208');
  });

  it('does not exist for a UID of a length that no card has', () => {
    for (const length of [0, 1, 3, 5, 8, 11]) expect(idTagOfUid(new Uint8Array(length), UPPER)).toBeNull();
  });
});

describe('the hold-off of cards', () => {
  const polls = fc.array(fc.constantFrom('CARD1', 'CARD2', null), { minLength: 1, maxLength: 100 });

  it('says a card when it comes, and again only when it was gone for all of the hold-off', () => {
    fc.assert(
      fc.property(polls, fc.integer({ min: 50, max: 900 }), (seen, every_ms) => {
        let held: HeldCards = new Map();
        seen.forEach((card, index) => {
          const at_ms = index * every_ms;
          const next = look(held, card, at_ms);
          held = next.held;
          const before = seen.slice(0, index).lastIndexOf(card);
          const gone = before < 0 || at_ms - before * every_ms >= HOLD_OFF_MS;
          expect(next.shown).toBe(card !== null && gone);
        });
      }),
      { numRuns: 300, seed: 16 },
    );
  });

  it('forgets cards that are gone', () => {
    let held: HeldCards = new Map();
    for (let n = 0; n < 100; n += 1) held = look(held, `CARD${n}`, n * HOLD_OFF_MS).held;
    expect([...held.keys()]).toEqual(['CARD99']);
  });
});

const AGREED_OPEN: Confirmed = { closed: false, disputed_ms: null };
const AGREED_CLOSED: Confirmed = { closed: true, disputed_ms: null };
const mirrorOnly = { mirrorClosed: true, loadVoltage: false };
const voltageOnly = { mirrorClosed: false, loadVoltage: true };

describe('the witnesses of a contactor', () => {
  it('are believed at once when they agree, whatever was commanded and came before', () => {
    for (const last of [null, AGREED_OPEN, AGREED_CLOSED])
      for (const commanded of [true, false])
        for (const closed of [true, false]) {
          const witnesses = { mirrorClosed: closed, loadVoltage: closed };
          expect(confirm(last, commanded, witnesses, 5)).toEqual({ closed, disputed_ms: null });
        }
  });

  it('never make it look as commanded while they contradict each other', () => {
    for (const witnesses of [mirrorOnly, voltageOnly])
      for (let at_ms = 0; at_ms < 2000; at_ms += 10) {
        const closing = confirm({ ...AGREED_OPEN, disputed_ms: 0 }, true, witnesses, at_ms);
        const opening = confirm({ ...AGREED_CLOSED, disputed_ms: 0 }, false, witnesses, at_ms);
        expect([closing.closed, opening.closed]).toEqual([false, true]);
      }
  });

  it('make it count as closed when it should be open and one says closed for long, or at first', () => {
    for (const witnesses of [mirrorOnly, voltageOnly]) {
      expect(confirm(null, false, witnesses, 0).closed).toBe(true);
      expect(confirm({ ...AGREED_OPEN, disputed_ms: 0 }, false, witnesses, 299).closed).toBe(false);
      expect(confirm({ ...AGREED_OPEN, disputed_ms: 0 }, false, witnesses, 300).closed).toBe(true);
    }
  });
});

describe('equal samples', () => {
  it('let a value count when it came as often in a row as is needed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (read, needed) => {
          let last: Sampled<boolean> | null = null;
          let [counting, run] = [read[0]!, 0];
          for (const sample of read) {
            run = sample === counting ? 0 : run + 1;
            if (run === needed) [counting, run] = [sample, 0];
            last = sampled(last, sample, needed);
            expect(last.value).toBe(counting);
          }
        },
      ),
      { numRuns: 300, seed: 16 },
    );
  });
});
