import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { ChargePointStatus } from '../../machines/vocabulary/status.ts';
import { type Notice, StatusReporterWorld } from './status-reporter-world.ts';

fc.configureGlobal({ seed: 20260304 });

const ALL_FREE = ['Available', 'Available', 'Available'] as const;
/** Each of them may follow each other one directly (4.9). */
const status = fc.constantFrom<ChargePointStatus>('Available', 'Preparing', 'Unavailable', 'Faulted');
const change = fc.record({
  connectorId: fc.integer({ min: 0, max: 2 }),
  status,
  after_ms: fc.constantFrom(0, 1, 99, 100, 101, 5_000),
});
const history = fc.array(change, { minLength: 5, maxLength: 60, size: 'max' });
type Change = { connectorId: number; status: ChargePointStatus; after_ms: number };

/**
 * What lasted 100 ms at a connector and when that began, in order; what comes back after a flicker never
 * left.
 */
function lasting(connectorId: number, changes: readonly Change[]): [ChargePointStatus, number][] {
  const spans: [ChargePointStatus, number, number][] = [['Available', 0, 0]];
  let now_ms = 200;
  for (const { connectorId: at, status: is, after_ms } of changes) {
    now_ms += after_ms;
    const last = spans.at(-1)!;
    last[2] = now_ms;
    if (at === connectorId && is !== last[0]) spans.push([is, now_ms, now_ms]);
  }
  spans.at(-1)![2] = now_ms + 100;
  const long = spans.filter(([, from_ms, to_ms]) => to_ms - from_ms >= 100);
  return long.filter(([is], i) => is !== long[i - 1]?.[0]).map(([is, from_ms]) => [is, from_ms]);
}

const told = (notices: readonly Notice[], connectorId: number) =>
  notices.filter((it) => it.connectorId === connectorId).map((it) => [it.status, it.since_ms]);

/** Online and told of the first statuses. */
function started(): StatusReporterWorld {
  const world = new StatusReporterWorld(ALL_FREE);
  world.link(true);
  world.wait(200);
  return world;
}

describe('online', () => {
  it('every status that lasts 100 ms is told, in order, with its beginning, and no other (S7)', () => {
    fc.assert(
      fc.property(history, (changes) => {
        const world = started();
        for (const { connectorId, status: is, after_ms } of changes) {
          world.wait(after_ms);
          world.become(connectorId, is);
        }
        world.wait(200);
        for (const id of [0, 1, 2]) expect(told(world.delivered, id)).toEqual(lasting(id, changes));
      }),
    );
  });

  it.each<ChargePointStatus[]>([
    ['Available', 'Preparing', 'Finishing'],
    ['Finishing', 'Preparing', 'Charging'],
    ['Charging', 'Finishing', 'Available', 'Preparing'],
    ['Reserved', 'Preparing', 'Charging'],
  ])('a short status is told where 4.9 knows no way around it: %s to %s, %s', (first, ...others) => {
    const world = started();
    world.become(1, first!);
    world.wait(200);
    for (const is of others) {
      world.wait(10);
      world.become(1, is);
    }
    world.wait(200);
    expect(
      told(world.delivered, 1)
        .map(([is]) => is)
        .slice(-others.length),
    ).toEqual(others);
  });

  it('a short status is not told where there is a way around it', () => {
    const world = started();
    for (const is of ['Preparing', 'Charging', 'Finishing', 'Available', 'Charging'] as const) {
      world.wait(10);
      world.become(1, is);
    }
    world.wait(200);
    expect(told(world.delivered, 1).map(([is]) => is)).toEqual(['Available', 'Charging']);
  });

  it('one at a time for each connector: the next one waits for the answer', () => {
    const world = started();
    world.fate = 'open';
    for (const is of ['Preparing', 'Charging', 'Finishing'] as const) {
      world.become(1, is);
      world.wait(200);
    }
    for (const is of ['Preparing', 'Charging', 'Finishing'] as const) {
      expect(world.open.map((it) => it.status)).toEqual([is]);
      world.settleOpen('answered');
    }
  });

  it('nothing is told before, and what was observed before is told then', () => {
    const world = new StatusReporterWorld(ALL_FREE);
    world.wait(1_000);
    expect(world.sent).toEqual([]);
    world.link(true);
    expect(world.sent.map((it) => [it.connectorId, it.status, it.since_ms])).toEqual([
      [0, 'Available', 0],
      [1, 'Available', 0],
      [2, 'Available', 0],
    ]);
  });

  it.each([
    [
      'the link is lost',
      [{ type: 'ONLINE', online: false } as const, { type: 'ONLINE', online: true } as const],
    ],
    ['the station is accepted', [{ type: 'BOOTED' } as const]],
  ])('before any status has lasted, nothing is told where %s', (_, events) => {
    const world = new StatusReporterWorld(ALL_FREE);
    world.link(true);
    world.wait(50);
    for (const event of events) world.give(event);
    expect(world.sent).toEqual([]);
    world.wait(50);
    expect(world.sent.map((it) => [it.connectorId, it.status])).toEqual([
      [0, 'Available'],
      [1, 'Available'],
      [2, 'Available'],
    ]);
  });

  it('an unanswered one is told again at once, without another timer', () => {
    const world = started();
    world.fate = 'timeout';
    world.become(1, 'Preparing');
    const { timersAsked } = world;
    world.wait(100);
    expect(world.sent.filter((it) => it.status === 'Preparing').map((it) => it.sentAt_ms)).toEqual([
      300, 300, 300,
    ]);
    expect(world.timersAsked).toBe(timersAsked);
  });

  it('one that finds no room does not make the next status younger, which has yet to last', () => {
    const world = started();
    world.fate = 'open';
    world.become(1, 'Preparing');
    world.wait(150);
    world.become(1, 'Charging');
    world.wait(30);
    world.settleOpen('offline');
    world.fate = 'answered';
    world.wait(1_000);
    expect(told(world.delivered, 1).slice(1)).toEqual([
      ['Preparing', 200],
      ['Charging', 350],
    ]);
  });

  it('an unanswered one is told three times, one refused with CALLERROR once', () => {
    for (const [failure, times] of [
      ['timeout', 3],
      ['call-error', 1],
      ['invalid-answer', 1],
    ] as const) {
      const world = started();
      world.fate = failure;
      world.become(1, 'Preparing');
      world.wait(60_000);
      expect(world.sent.filter((it) => it.status === 'Preparing')).toHaveLength(times);
    }
  });

  it('one that found no room in the queue is tried again, but not all the time', () => {
    const world = started();
    world.fate = 'offline';
    world.become(1, 'Preparing');
    world.wait(1_000);
    const tries = world.sent.filter((it) => it.status === 'Preparing');
    expect(tries.length).toBeGreaterThan(1);
    expect(tries.length).toBeLessThan(20);
    world.fate = 'answered';
    world.wait(1_000);
    expect(told(world.delivered, 1)).toEqual([
      ['Available', 0],
      ['Preparing', 200],
    ]);
  });
});

describe('offline', () => {
  it('what was never answered is told again when the link is back', () => {
    const world = started();
    world.fate = 'timeout';
    world.become(1, 'Preparing');
    world.wait(60_000);
    world.fate = 'answered';
    world.link(false);
    world.link(true);
    expect(told(world.delivered, 1).at(-1)).toEqual(['Preparing', 200]);
  });

  it('only the present is told when the link is back, and only if it is news', () => {
    const world = started();
    world.link(false);
    for (const is of ['Preparing', 'Charging', 'Finishing'] as const) {
      world.become(1, is);
      world.wait(200);
    }
    world.become(2, 'Preparing');
    world.wait(200);
    world.become(2, 'Available');
    world.wait(200);
    world.link(true);
    expect(world.delivered.slice(3).map((it) => [it.connectorId, it.status])).toEqual([[1, 'Finishing']]);
  });

  it('a status that was left for a moment began when it first came', () => {
    const world = started();
    world.link(false);
    world.become(1, 'Preparing');
    world.wait(200);
    world.become(1, 'Charging');
    world.wait(10);
    world.become(1, 'Preparing');
    world.wait(200);
    world.link(true);
    expect(told(world.delivered, 1).at(-1)).toEqual(['Preparing', 200]);
  });

  it('what was not answered when the link was lost is told again', () => {
    const world = started();
    world.fate = 'open';
    world.become(1, 'Preparing');
    world.wait(200);
    world.link(false);
    world.fate = 'answered';
    world.link(true);
    expect(told(world.delivered, 1)).toEqual([
      ['Available', 0],
      ['Preparing', 200],
    ]);
  });
});

it('an accepted BootNotification has everything told anew (errata 3.22)', () => {
  const world = started();
  world.give({ type: 'BOOTED' });
  expect(world.delivered.map((it) => it.connectorId)).toEqual([0, 1, 2, 0, 1, 2]);
});

it('a trigger is answered with what was told last, not with what may be gone in a moment', () => {
  const world = started();
  world.become(2, 'Preparing');
  world.give({ type: 'REPORT', connectorId: null });
  world.wait(200);
  world.give({ type: 'REPORT', connectorId: 2 });
  expect(world.triggered.map((it) => [it.connectorId, it.status, it.since_ms])).toEqual([
    [0, 'Available', 0],
    [1, 'Available', 0],
    [2, 'Available', 0],
    [2, 'Preparing', 200],
  ]);
});

it('a trigger says nothing of a connector whose news are on their way or wait behind them', () => {
  const world = started();
  world.fate = 'open';
  world.become(1, 'Preparing');
  world.wait(200);
  world.give({ type: 'REPORT', connectorId: null });
  expect(world.triggered.map((it) => it.connectorId)).toEqual([0, 2]);
  world.link(false);
  world.give({ type: 'REPORT', connectorId: 1 });
  expect(world.triggered.map((it) => [it.connectorId, it.status]).slice(2)).toEqual([[1, 'Preparing']]);
});

it('a trigger says nothing of a connector whose news found no room, nor of the station behind it', () => {
  const world = started();
  world.fate = 'offline';
  world.become(1, 'Faulted');
  world.become(0, 'Faulted');
  world.wait(110);
  world.give({ type: 'REPORT', connectorId: null });
  expect(world.triggered.map((it) => it.connectorId)).toEqual([2]);
});

it('the answer to what was triggered is no answer to another that is on its way', () => {
  const world = new StatusReporterWorld(ALL_FREE);
  world.fate = 'open';
  world.link(true);
  world.wait(200);
  for (const { connectorId, request } of world.open)
    if (connectorId !== 0) world.give({ type: 'CALL_ANSWERED', request });
  world.give({ type: 'REPORT', connectorId: 1 });
  world.give({ type: 'CALL_ANSWERED', request: world.triggered[0]!.request });
  world.become(0, 'Faulted');
  world.wait(200);
  expect(world.sent.map((it) => it.status)).toEqual([...ALL_FREE]);
});

it('answers to what was never asked change nothing', () => {
  const world = started();
  world.give({ type: 'CALL_ANSWERED', request: 99 });
  world.give({ type: 'CALL_FAILED', request: 99, failure: 'timeout' });
  world.give({ type: 'SETTLED', connectorId: 9, version: 1, timestamp: isoTime(0) });
  expect(world.sent).toHaveLength(3);
});

it('a status that has not lasted yet is not told by the timer of the one before it', () => {
  const world = started();
  world.become(1, 'Preparing');
  world.wait(200);
  world.become(1, 'Charging');
  world.give({ type: 'SETTLED', connectorId: 1, version: 2, timestamp: isoTime(world.now_ms) });
  expect(told(world.delivered, 1).at(-1)).toEqual(['Preparing', 200]);
});

type Act =
  | ({ readonly type: 'change' } & Change)
  | { readonly type: 'link'; readonly online: boolean }
  | { readonly type: 'fate'; readonly fate: StatusReporterWorld['fate'] }
  | { readonly type: 'settle'; readonly how: 'answered' | 'offline' | 'timeout' }
  | { readonly type: 'booted' };
const act: fc.Arbitrary<Act> = fc.oneof(
  change.map((it) => ({ type: 'change' as const, ...it })),
  fc.record({ type: fc.constant('link' as const), online: fc.boolean() }),
  fc.record({
    type: fc.constant('fate' as const),
    fate: fc.constantFrom('answered' as const, 'open' as const, 'offline' as const, 'timeout' as const),
  }),
  fc.record({
    type: fc.constant('settle' as const),
    how: fc.constantFrom('answered' as const, 'offline' as const, 'timeout' as const),
  }),
  fc.constant({ type: 'booted' as const }),
);

function happen(world: StatusReporterWorld, it: Act): void {
  switch (it.type) {
    case 'change':
      world.wait(it.after_ms);
      return world.become(it.connectorId, it.status);
    case 'link':
      return world.link(it.online);
    case 'fate':
      world.fate = it.fate;
      return;
    case 'settle':
      return world.settleOpen(it.how);
    case 'booted':
      return world.give({ type: 'BOOTED' });
  }
}

it('whatever fails, in the end the last word on every connector is true (S7, L2)', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 10, maxLength: 60, size: 'max' }), (acts) => {
      const world = started();
      for (const it of acts) happen(world, it);
      world.fate = 'answered';
      world.settleOpen('answered');
      world.link(false);
      world.wait(200);
      world.link(true);
      world.wait(1_000);
      const last = [0, 1, 2].map((id) => told(world.delivered, id).at(-1)?.[0]);
      expect(last).toEqual(world.statuses);
    }),
  );
});

it('the station is told behind the connector that it waited for, however slow the answers are', () => {
  const world = started();
  world.fate = 'open';
  world.become(1, 'Finishing');
  world.wait(200);
  world.statuses[0] = 'Unavailable';
  world.become(1, 'Unavailable');
  world.wait(200);
  const open = (): readonly string[] => world.open.map((it) => `${it.connectorId} ${it.status}`);
  expect(open()).toEqual(['1 Finishing']);
  world.settleOpen('answered');
  expect(open()).toEqual(['1 Unavailable', '0 Unavailable']);
});
