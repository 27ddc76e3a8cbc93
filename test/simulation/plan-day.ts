import type { DayShape } from './day-shape.ts';
import { Dice } from './dice.ts';
import type { Happening, Incident, Lie } from './incident.ts';
import { changeOf, planCall, technicianAct } from './plan-calls.ts';
import { hardwareTroubles } from './plan-hardware.ts';
import { securityTroubles } from './plan-security.ts';
import { planVisits } from './plan-visits.ts';
import { type Course, type RatedTrouble, spell, type Trouble } from './trouble.ts';

export const DAY_MS = 24 * 3_600_000;
/** The last hour of a day is kind. */
export const ROUGH_MS = 23 * 3_600_000;
const MINUTE = 60_000;

const ACTIONS = [
  'Authorize',
  'StartTransaction',
  'StopTransaction',
  'MeterValues',
  'StatusNotification',
  'BootNotification',
  'Heartbeat',
] as const;

function planLie(dice: Dice, action: string): Lie {
  const refusable = action === 'Authorize' || action === 'StartTransaction';
  const how = dice.weighted({
    late: 2,
    'call-error': 2,
    silence: 2,
    invalid: 1,
    'wrong-id': 1,
    twice: 1,
    refused: refusable ? 2 : 0,
  });
  if (how === 'late') return { how, by_ms: dice.pick([3_000, 12_000, 29_000, 31_000, 75_000]) };
  if (how === 'call-error')
    return { how, code: dice.pick(['GenericError', 'InternalError', 'NotSupported']) };
  if (how === 'refused') return { how, status: dice.pick(['Blocked', 'Expired', 'Invalid', 'ConcurrentTx']) };
  return { how };
}

/** What goes wrong, with its rate a day. */
const troubles = ({ link, centralSystem, storage, ...shape }: DayShape): readonly RatedTrouble[] => [
  [link.cut, (dice) => (dice.chance(0.5) ? [[0, { do: 'link', is: 'cut' }]] : refusedFor(dice))],
  [link.halfOpen, () => [[0, { do: 'link', is: 'half-open' }]]],
  [link.blackHole, (dice) => spell(dice, { do: 'link', is: 'black-hole' }, { do: 'link', is: 'passing' })],
  [link.unanswered, (dice) => spell(dice, { do: 'pings', answered: false }, { do: 'pings', answered: true })],
  [
    link.slow,
    (dice) => spell(dice, { do: 'latency', ms: dice.pick([500, 3_000, 12_000]) }, { do: 'latency', ms: 20 }),
  ],
  [
    centralSystem.lies,
    (dice) => {
      const action = dice.pick(ACTIONS);
      return [[0, { do: 'lie', action, lie: planLie(dice, action), times: dice.whole(1, 6) }]];
    },
  ],
  [centralSystem.restarts, () => [[0, { do: 'restart-central-system' }]]],
  [centralSystem.calls, (dice) => [[0, planCall(dice)]]],
  [centralSystem.unregistered, unregistered],
  [
    centralSystem.clockSteps,
    (dice) => [[0, { do: 'central-clock', offset_ms: dice.whole(-7_200_000, 7_200_000) }]],
  ],
  [
    shape.stationClockSteps,
    (dice) => [[0, { do: 'station-clock', by_ms: dice.whole(-3_600_000, 3_600_000) }]],
  ],
  [
    storage.powerCuts,
    (dice) => {
      const [commits, stored] = [dice.pick([0, 1, 1, 2, 3]), dice.chance(0.5)];
      return [[0, { do: 'power-cut', commits, stored, dark_ms: dice.pick([0, 5_000, 10 * MINUTE]) }]];
    },
  ],
  [storage.failures, () => [[0, { do: 'disk', is: 'failing-once' }]]],
  [storage.full, (dice) => spell(dice, { do: 'disk', is: 'full' }, { do: 'disk', is: 'fine' })],
  [shape.shutDowns, (dice) => [[0, { do: 'shut-down', dark_ms: dice.pick([0, 60_000]) }]]],
  [shape.technicians, (dice) => [[0, technicianAct(dice)]]],
  [
    centralSystem.newKeys,
    (dice) => [
      [0, { do: 'new-key', key: dice.hex(40), takenOver: dice.chance(0.7) }],
      [5_000, changeOf('SecurityProfile', '1')],
    ],
  ],
  ...hardwareTroubles({ link, centralSystem, storage, ...shape }),
];

const refusedFor: Trouble = (dice) => [
  [0, { do: 'handshakes', accepted: false }],
  [1, { do: 'link', is: 'cut' }],
  [dice.pick([30_000, 10 * MINUTE, 90 * MINUTE]), { do: 'handshakes', accepted: true }],
];

/** The station boots into a central system that does not accept it yet. */
function unregistered(dice: Dice): Course {
  const status = dice.pick(['Pending', 'Rejected'] as const);
  return [
    [0, { do: 'registration', status, interval_s: dice.pick([0, 10, 120]) }],
    [1, { do: 'power-cut', commits: 0, stored: true, dark_ms: 1_000 }],
    [dice.whole(10, 300) * 1_000, planCall(dice)],
    [dice.whole(1, 20) * MINUTE, { do: 'registration', status: 'Accepted', interval_s: 60 }],
  ];
}

/** The clocks step there and back within minutes of a midnight. */
function midnight(dice: Dice, from_ms: number): readonly Incident[] {
  const by_ms = dice.pick([-1, 1]) * dice.whole(1, 120) * MINUTE;
  const at_ms = from_ms + dice.whole(0, 20 * MINUTE);
  const back_ms = at_ms + dice.whole(1, 40) * MINUTE;
  const ours = dice.chance(0.5);
  const step = (of_ms: number): Happening =>
    ours
      ? { do: 'station-clock', by_ms: of_ms }
      : { do: 'central-clock', offset_ms: of_ms === by_ms ? by_ms : 0 };
  return [
    { at_ms, ...step(by_ms) },
    { at_ms: back_ms, ...step(-by_ms) },
  ];
}

/** A weekend that nobody can be reached in. */
const weekend = (dice: Dice, from_ms: number): Incident => ({
  at_ms: from_ms + dice.whole(0, ROUGH_MS),
  do: 'offline',
  for_ms: dice.whole(20, 60) * 60 * MINUTE,
});

const several = <T>(count: number, one: () => T): readonly T[] => Array.from({ length: count }, one);

/** What happens in one day. @param day counted from 0. */
export function planDay(seed: number, day: number, shape: DayShape): readonly Incident[] {
  const dice = new Dice(seed * 4_096 + day);
  const from_ms = day * DAY_MS;
  const visits = planVisits(dice, shape, from_ms);
  const planned = ([rate, trouble]: RatedTrouble): readonly Incident[] =>
    Array.from({ length: dice.times(rate) }).flatMap(() => {
      // Half of what goes wrong goes wrong around something that people do.
      const visit = dice.chance(0.5) && visits.length > 0 ? dice.pick(visits) : null;
      let at_ms = visit ? visit.at_ms + dice.whole(-300, 3_000) : from_ms + dice.whole(0, ROUGH_MS);
      return trouble(dice).map(([after_ms, happening]): Incident => {
        at_ms += after_ms;
        return { at_ms: Math.max(from_ms, at_ms), ...happening };
      });
    });
  const rough = troubles(shape).flatMap(planned);
  const midnights = several(dice.times(shape.midnights), () => midnight(dice, from_ms)).flat();
  const weekends = several(dice.times(shape.link.weekends), () => weekend(dice, from_ms));
  // Drawn last: what else happens on the day of a seed stays as it was.
  const security = securityTroubles(shape).flatMap(planned);
  const unpinged: readonly Incident[] = shape.pings
    ? []
    : [{ at_ms: from_ms + MINUTE, ...changeOf('WebSocketPingInterval', '0') }];
  return [...unpinged, ...visits, ...rough, ...midnights, ...weekends, ...security]
    .filter(({ at_ms }) => at_ms < from_ms + ROUGH_MS)
    .toSorted((a, b) => a.at_ms - b.at_ms);
}
