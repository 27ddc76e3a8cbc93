import type { DayShape, Manner } from './day-shape.ts';
import type { Dice } from './dice.ts';
import { STRANGE_TAGS, WELCOME_TAGS } from './id-tags.ts';
import type { Happening, Incident } from './incident.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Visits begin in the first 22 hours of a day, and end when they end. */
const OPEN_MS = 22 * 60 * MINUTE;

type Visit = {
  readonly connectorId: number;
  readonly idTag: string;
  readonly stay_ms: number;
  /** A while in which people do things: a few seconds, now and then less or much more. */
  readonly pause: () => number;
  readonly dice: Dice;
};
type Scene = readonly (readonly [after_ms: number, happening: Happening])[];

const other = (connectorId: number): number => 3 - connectorId;
const plug = ({ connectorId, dice }: Visit, vehicle = {}): Happening => ({
  do: 'plug',
  connectorId,
  vehicle: {
    maxAmps: dice.pick([6, 10, 16, 20, 32]),
    reactionMs: dice.pick([50, 200, 200, 2_000, 9_000]),
    ...vehicle,
  },
});
const card = (idTag: string): Happening => ({ do: 'card', idTag });
const unplug = (connectorId: number): Happening => ({ do: 'unplug', connectorId });
const wants = (connectorId: number, wantsEnergy: boolean): Happening => ({
  do: 'vehicle',
  connectorId,
  change: { wantsEnergy },
});

/** Most people stop with their card before they unplug. */
const leave = (visit: Visit): Scene => {
  const { dice, connectorId, idTag, stay_ms, pause } = visit;
  const stop: Scene = dice.chance(0.6)
    ? [[stay_ms, dice.chance(0.2) ? { do: 'remote-stop', connectorId } : card(idTag)]]
    : [];
  return [...stop, [stop.length > 0 ? pause() : stay_ms, unplug(connectorId)]];
};

type OddManner = 'sleepy vehicle' | 'greedy vehicle' | 'hot unplug' | 'reserved' | 'replug';

/** What each manner of visit consists of: delays after the step before. */
const PLAIN_SCENES: Readonly<Record<Exclude<Manner, OddManner>, (visit: Visit) => Scene>> = {
  'plug then card': (v) => [[0, plug(v)], [v.pause(), card(v.idTag)], ...leave(v)],
  'card then plug': (v) => [[0, card(v.idTag)], [v.pause(), plug(v)], ...leave(v)],
  'remote start': (v) => {
    const named = v.dice.chance(0.6) ? { connectorId: v.connectorId } : {};
    const start: Happening = {
      do: 'call',
      action: 'RemoteStartTransaction',
      payload: { idTag: v.idTag, ...named },
    };
    return v.dice.chance(0.5)
      ? [[0, plug(v)], [v.pause(), start], ...leave(v)]
      : [[0, start], [v.pause(), plug(v)], ...leave(v)];
  },
  'plug and go': (v) => [
    [0, plug(v)],
    [v.pause(), unplug(v.connectorId)],
  ],
  'card and go': (v) => [[0, card(v.idTag)]],
  'two swipes': (v) => [
    [0, card(v.idTag)],
    [v.dice.whole(50, 3_000), card(v.idTag)],
    [v.pause(), plug(v)],
    ...leave(v),
  ],
  'another card': (v) => {
    const another = v.dice.pick(WELCOME_TAGS);
    return [
      [0, card(v.idTag)],
      [v.pause(), card(another)],
      [v.pause(), plug(v)],
      [v.pause(), card(another)],
      ...leave(v),
    ];
  },
  'one family': (v) => {
    const [first, second] = v.dice.chance(0.5) ? ['DORA', 'EMIL'] : ['EMIL', 'DORA'];
    return [
      [0, plug(v)],
      [v.pause(), card(first)],
      [v.stay_ms, card(second)],
      [v.pause(), unplug(v.connectorId)],
    ];
  },
  'other connector': (v) => [
    [0, card(v.idTag)],
    [v.pause(), { ...plug(v), connectorId: other(v.connectorId) } as Happening],
    [v.stay_ms, unplug(other(v.connectorId))],
  ],
};

/** Vehicles and people that do not keep to the plain way. */
const ODD_SCENES: Readonly<Record<OddManner, (visit: Visit) => Scene>> = {
  'sleepy vehicle': (v) => [
    [0, plug(v, { wantsEnergy: v.dice.chance(0.5) })],
    [v.pause(), card(v.idTag)],
    [5 * MINUTE, wants(v.connectorId, true)],
    [5 * MINUTE, wants(v.connectorId, false)],
    [v.pause(), wants(v.connectorId, true)],
    [5 * MINUTE, wants(v.connectorId, false)],
    ...leave(v),
  ],
  'greedy vehicle': (v) => [
    [0, plug(v, { ignoresLimit: true, maxAmps: 40 })],
    [v.pause(), card(v.idTag)],
    ...leave(v),
  ],
  'hot unplug': (v) => [
    [0, plug(v)],
    [v.pause(), card(v.idTag)],
    [v.stay_ms, unplug(v.connectorId)],
  ],
  reserved: (v) => [
    [
      0,
      {
        do: 'reserve',
        connectorId: v.dice.pick([0, v.connectorId, v.connectorId]),
        idTag: v.idTag,
        for_ms: v.dice.pick([2, 10, 60]) * MINUTE,
      },
    ],
    [v.dice.whole(0, 5) * MINUTE, plug(v)],
    [v.pause(), card(v.dice.chance(0.7) ? v.idTag : v.dice.pick(WELCOME_TAGS))],
    ...leave(v),
  ],
  replug: (v) => [
    [0, plug(v)],
    [v.pause(), card(v.idTag)],
    [10 * MINUTE, unplug(v.connectorId)],
    [v.pause(), plug(v)],
    [v.pause(), card(v.idTag)],
    ...leave(v),
  ],
};

const SCENES: Readonly<Record<Manner, (visit: Visit) => Scene>> = { ...PLAIN_SCENES, ...ODD_SCENES };

/** Some take longer than ConnectionTimeOut, where it is not the sessions that count. */
const long = (dice: Dice, { orderly }: DayShape): readonly number[] =>
  orderly ? [] : [dice.whole(300, 20_000), 75_000];

/** The people of one day. @param from_ms its beginning. */
export function planVisits(dice: Dice, shape: DayShape, from_ms: number): readonly Incident[] {
  const visits = dice.times(shape.visits);
  const slot_ms = OPEN_MS / visits;
  return Array.from({ length: visits }).flatMap((_, index) => {
    const visit: Visit = {
      connectorId: dice.whole(1, 2),
      idTag: dice.chance(shape.stranger) ? dice.pick(STRANGE_TAGS) : dice.pick(WELCOME_TAGS),
      stay_ms: dice.whole(1, 90) * MINUTE + dice.whole(0, MINUTE),
      pause: () => dice.pick([dice.whole(0, 300), dice.whole(300, 20_000), ...long(dice, shape)]),
      dice,
    };
    const inTurn_ms = Math.floor(index * slot_ms) + dice.whole(0, MINUTE);
    let at_ms = from_ms + (shape.orderly ? inTurn_ms : dice.whole(0, OPEN_MS));
    return SCENES[dice.weighted(shape.manners)](visit).map(([after_ms, happening]): Incident => {
      at_ms += after_ms;
      return { at_ms, ...happening };
    });
  });
}
