import { describe, expect, it } from 'vitest';
import { isCallOfStation } from '../properties/wire.ts';
import { type TestedStation, withStation } from './tested-station.ts';

type Interruption = {
  readonly begins: (station: TestedStation) => Promise<void>;
  readonly ends: (station: TestedStation) => Promise<void>;
};

const INTERRUPTIONS: Readonly<Record<string, Interruption>> = {
  'a power cut': {
    begins: async (station) => station.powerCut(),
    ends: async (station) => station.powerUp(),
  },
  'the link down': {
    begins: (station) => station.link('down'),
    ends: (station) => station.link('up'),
  },
  'a black hole': {
    begins: (station) => station.link('black-hole'),
    ends: (station) => station.link('up'),
  },
  'a Hard Reset': {
    begins: (station) => station.expectCall('Reset', { type: 'Hard' }, { status: 'Accepted' }),
    ends: async () => {},
  },
};

/** What the driver does, by ms of the scenario. Nobody acts on a station without power. */
const DRIVER: readonly (readonly [at_ms: number, act: (station: TestedStation) => void])[] = [
  [0, (station) => station.world.plug(1)],
  [1000, (station) => station.world.showCard('A')],
  [4000, (station) => station.world.showCard('A')],
  [6000, (station) => station.world.unplug(1)],
];
const LASTS_MS = 20_000;
const SETTLES_S = 240;

async function play(station: TestedStation, { begins, ends }: Interruption, at_ms: number): Promise<void> {
  const script = [
    ...DRIVER.map(([at, act]) => ({ at, act: async () => act(station) })),
    { at: at_ms, act: () => begins(station) },
    { at: at_ms + LASTS_MS, act: () => ends(station) },
  ].sort((a, b) => a.at - b.at);
  let now = 0;
  for (const { at, act } of script) {
    await station.pass_ms(at - now);
    now = at;
    const ofDriver = at !== at_ms && at !== at_ms + LASTS_MS;
    if (station.powered || !ofDriver) await act();
  }
  await station.pass_s(SETTLES_S);
}

/** The transactionIds that were given, and those that were stopped; each acknowledged. */
function transactions({ record: { events } }: TestedStation) {
  const answered = events.filter((it) => it.kind === 'result' && it.from === 'central system');
  const ids = new Set(answered.map((it) => (it.kind === 'result' ? it.messageId : '')));
  const stops = events.filter(
    (it) => isCallOfStation(it) && it.action === 'StopTransaction' && ids.has(it.messageId),
  );
  return {
    given: answered.flatMap((it) =>
      it.kind === 'result' && it.action === 'StartTransaction' ? [it.payload.transactionId] : [],
    ),
    stopped: stops.flatMap((it) => (isCallOfStation(it) ? [it.payload.transactionId] : [])),
  };
}

/** Around everything that happens in the scenario. */
const MOMENTS_MS = [
  5, 90, 110, 999, 1001, 1150, 1210, 1230, 1310, 2500, 4001, 4190, 4210, 4230, 4400, 6005, 6500,
];

describe.each(Object.entries(INTERRUPTIONS))('a charge with %s', (_name, interruption) => {
  it('gives one Start and one Stop for each transaction, whenever it comes', async () => {
    let transactionsSeen = 0;
    for (const at_ms of MOMENTS_MS) {
      await withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
        await play(station, interruption, at_ms);
        const { given, stopped } = transactions(station);
        expect(stopped, `at ${at_ms} ms`).toEqual(given);
        expect(given.length, `at ${at_ms} ms`).toBeLessThanOrEqual(2);
        transactionsSeen += given.length;
        station.takeSent();
      });
    }
    // Four moments are before the card: a station without power reads none.
    expect(transactionsSeen).toBeGreaterThanOrEqual(MOMENTS_MS.length - 4);
  });
});
