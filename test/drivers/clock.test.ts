import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, setup } from 'xstate';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { clockContract } from './clock-contract.ts';

clockContract('VirtualClock', () => {
  const clock = new VirtualClock();
  return { clock, pass: async (ms) => clock.advance(ms) };
});

clockContract('VirtualClock behind a barrier', () => {
  const clock = new VirtualClock();
  return { clock, pass: (ms) => clock.advanceAsync(ms, async () => {}) };
});

describe('on time that stands still', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance', 'Date'],
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  clockContract('SystemClock', () => ({
    clock: new SystemClock(),
    pass: async (ms) => {
      vi.advanceTimersByTime(ms);
    },
  }));

  it('SystemClock wakes again when a native timer came early', () => {
    const clock = new SystemClock();
    let fired = 0;
    clock.setTimeout(() => {
      fired += 1;
    }, 10.5);
    const monotonic = vi.spyOn(performance, 'now').mockReturnValue(clock.now().monotonic_ms + 10.4);
    vi.advanceTimersByTime(11);
    expect(fired).toBe(0);
    monotonic.mockRestore();
    vi.advanceTimersByTime(1);
    expect(fired).toBe(1);
  });

  it('SystemClock believes the wall clock of the host only at its start', () => {
    const clock = new SystemClock();
    const before = clock.now().wall_ms;
    expect(before).toBe(Date.now());
    vi.setSystemTime(before + 7_200_000);
    expect(clock.now().wall_ms).toBe(before);
  });
});

describe('VirtualClock', () => {
  it('starts its wall clock where it is told', () => {
    const wall_ms = Date.parse('2031-02-03T04:05:06.007Z');
    expect(new VirtualClock({ wall_ms }).now()).toEqual({ monotonic_ms: 0, wall_ms });
  });

  it('says when the next timer is due', () => {
    const clock = new VirtualClock();
    expect(clock.nextDeadline()).toBeNull();
    clock.setTimeout(() => {}, Number.POSITIVE_INFINITY);
    expect(clock.nextDeadline()).toBeNull();
    const first = clock.setTimeout(() => {}, 70);
    clock.setTimeout(() => {}, 80);
    expect(clock.nextDeadline()).toBe(70);
    clock.clearTimeout(first);
    expect(clock.nextDeadline()).toBe(80);
  });

  it('refuses to be advanced by its own timers, into the past, or for ever at one instant', () => {
    const clock = new VirtualClock();
    clock.setTimeout(() => clock.advance(1), 1);
    expect(() => clock.advance(1)).toThrow('already being advanced');
    expect(() => clock.advance(-1)).toThrow('cannot advance by -1 ms');
    expect(() => clock.advance(Number.NaN)).toThrow('cannot advance by NaN ms');
    const again = (): void => {
      clock.setTimeout(again, 0);
    };
    again();
    expect(() => clock.advance(1)).toThrow('re-arm themselves without end');
  });

  it('waits for the barrier before time moves on, so an answer has the time of its question', async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    let onItsWay: (() => void)[] = [];
    const ask = (): void => {
      const asked = clock.now().monotonic_ms;
      onItsWay.push(() => {
        log.push(`asked ${asked} answered ${clock.now().monotonic_ms}`);
        if (asked < 30) clock.setTimeout(ask, 10);
      });
    };
    clock.setTimeout(ask, 10);
    await clock.advanceAsync(100, async () => {
      const delivered = onItsWay;
      onItsWay = [];
      for (const deliver of delivered) await Promise.resolve().then(deliver);
    });
    expect(log).toEqual(['asked 10 answered 10', 'asked 20 answered 20', 'asked 30 answered 30']);
    expect(clock.now().monotonic_ms).toBe(100);
  });

  it('drives delayed transitions of XState, where simulated time of its own skips them', () => {
    const blinker = setup({}).createMachine({
      initial: 'dark',
      states: { dark: { after: { 300: 'lit' } }, lit: { after: { 700: 'dark' } } },
    });
    const clock = new VirtualClock();
    const actor = createActor(blinker, { clock });
    const seen: string[] = [];
    actor.subscribe((snapshot) => {
      seen.push(`${clock.now().monotonic_ms} ${snapshot.value}`);
    });
    actor.start();
    clock.advance(2100);
    expect(seen.filter((line) => !line.startsWith('0 '))).toEqual([
      '300 lit',
      '1000 dark',
      '1300 lit',
      '2000 dark',
    ]);
    actor.stop();
    expect(clock.nextDeadline()).toBeNull();
  });
});
