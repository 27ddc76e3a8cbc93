import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CallQueueWorld } from './call-queue-world.ts';

fc.configureGlobal({ seed: 20260304 });

const lane = fc.constantFrom('transaction' as const, 'security' as const);
const code = fc.constantFrom('InternalError' as const, 'NotSupported' as const, 'InvalidAnswer' as const);
const mode = fc.constantFrom(
  ...(['closed', 'unregistered', 'pending', 'rejected', 'accepted', 'accepted', 'accepted'] as const),
);
const urgency = fc.constantFrom('registration' as const, 'triggered' as const, 'normal' as const);

type Command = (world: CallQueueWorld) => void;
/** An id of something sent before, `back` messages ago. */
const earlier = (world: CallQueueWorld, back: number): string => world.sentIds[back] ?? 'a stranger';
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: mode.map(
      (it): Command =>
        (world) =>
          world.setMode(it),
    ),
  },
  {
    weight: 2,
    arbitrary: urgency.map(
      (it): Command =>
        (world) =>
          world.request(it),
    ),
  },
  {
    weight: 3,
    arbitrary: lane.map(
      (it): Command =>
        (world) =>
          world.store(it),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Command>((world) => world.answer()) },
  {
    weight: 2,
    arbitrary: code.map(
      (it): Command =>
        (world) =>
          world.error(world.wire?.id ?? 'none', it),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat({ max: 7 }).map(
      (back): Command =>
        (world) =>
          world.result(earlier(world, back)),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat({ max: 7 }), code).map(
      ([back, it]): Command =>
        (world) =>
          world.error(earlier(world, back), it),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(1, 5_000, 29_999, 30_000, 60_000, 200_000).map(
      (ms): Command =>
        (world) =>
          world.wait(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (full): Command =>
        (world) => {
          world.diskFull = full;
        },
    ),
  },
);
const settings = fc.record({
  attempts: fc.integer({ min: 1, max: 4 }),
  interval_s: fc.constantFrom(0, 1, 60),
});

/** A good day at last: the disk has room, the link stands, the central system answers. */
function recover(world: CallQueueWorld): void {
  world.diskFull = false;
  world.setMode('accepted');
  for (let i = 0; i < 500; i += 1) {
    world.answer();
    world.wait(5_000);
  }
}

it('the queue sends only what it may, once it may, and loses nothing (S3, S5, S6, L2)', () => {
  const seen = { runs: 0, retried: 0, givenUp: 0 };
  fc.assert(
    fc.property(
      settings,
      fc.array(command, { minLength: 20, maxLength: 80, size: 'max' }),
      (given, commands) => {
        seen.runs += 1;
        const world = new CallQueueWorld(given);
        for (const act of commands) act(world);
        recover(world);
        expect(world.disk).toEqual({ transaction: [], security: [] });
        for (const { outcome, lane: of, failures } of world.gone) {
          if (failures > 0) seen.retried += 1;
          if (outcome === null) seen.givenUp += 1;
          if (outcome === null && of === 'transaction') expect(failures).toBe(given.attempts);
        }
        expect(world.transmitted).toEqual(world.transmitted.toSorted((a, b) => a - b));
        expect(world.results.map(({ request }) => request).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: world.requested }, (_, i) => i),
        );
      },
    ),
    { numRuns: 500 },
  );
  expect(seen.retried).toBeGreaterThan(seen.runs / 5);
  expect(seen.givenUp).toBeGreaterThan(seen.runs / 5);
});

const online = (attempts = 3): CallQueueWorld => {
  const world = new CallQueueWorld({ attempts, interval_s: 60 });
  world.setMode('accepted');
  return world;
};

it('a security event that is refused again and again never holds up a transaction message', () => {
  const world = online();
  world.store('security');
  world.error(world.wire?.id ?? '', 'InternalError');
  world.store('transaction');
  expect(world.wire?.item?.lane).toBe('transaction');
});

it('a thousand lost connections leave no trace in memory; answers to the latest tries still count', () => {
  const world = online();
  world.store('transaction');
  for (let i = 0; i < 1_000; i += 1) {
    world.setMode('closed');
    world.setMode('accepted');
  }
  expect(JSON.stringify(world.state).length).toBeLessThan(2_000);
  world.result(world.sentIds[8] ?? '');
  expect(world.gone).toHaveLength(1);
});

it('requests beyond what memory is for fail at once, and the queue goes on', () => {
  const world = online();
  for (let i = 0; i < 600; i += 1) world.request('normal');
  expect(world.results.length).toBeGreaterThan(0);
  expect(world.results.length).toBeLessThan(110);
  for (let i = 0; i < 600; i += 1) world.answer();
  expect(world.results).toHaveLength(600);
});
