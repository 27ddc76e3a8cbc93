import { expect } from 'vitest';
import { LivePage } from '../../../actors/live-page.ts';
import { deafFirmware } from '../../../actors/replay-drivers.ts';
import { Station } from '../../../actors/station.ts';
import { BenchBoard } from '../../../drivers/bench/bench-board.ts';
import { World } from '../../../drivers/bench/world.ts';
import { forgetfulStore } from '../../../drivers/bench/world-file.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { LoopbackCsmsSocket } from '../../../drivers/csms-socket/loopback-csms-socket.ts';
import { redactText } from '../../../drivers/log/redaction.ts';
import { SeededRandom } from '../../../drivers/random/seeded-random.ts';
import { MemoryStorage } from '../../../drivers/storage/memory-storage.ts';
import { applyChange, emptyRecords } from '../../../machines/rules/apply-change.ts';
import { isInForce } from '../../../machines/rules/configuration.ts';
import { open } from '../../../machines/vocabulary/profiles/open.ts';
import { noCertificates } from '../../station/no-certificates.ts';

const ACCEPTED = { idTagInfo: { status: 'Accepted' } };

/** What the central system of this rig answers to an action. */
function answerTo(action: string, currentTime: string): object {
  switch (action) {
    case 'BootNotification':
      return { status: 'Accepted', currentTime, interval: 300 };
    case 'Heartbeat':
      return { currentTime };
    case 'StartTransaction':
      return { transactionId: 7, ...ACCEPTED };
    case 'Authorize':
      return ACCEPTED;
    default:
      return {};
  }
}

export type LiveRig = {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly page: LivePage;
  readonly station: Station;
  readonly storage: MemoryStorage;
  /** Answers of the central system from now on, by action; null: it answers nothing more. */
  answers: Readonly<Record<string, object>> | null;
  readonly peer: LoopbackCsmsSocket['peer'];
  /** Sends a CALL of the central system. */
  call(action: string, payload: object): void;
  advance(ms: number): Promise<void>;
};

/** A station with its bench and a central system in virtual time, watched by the live page. */
export async function liveRig(): Promise<LiveRig> {
  const clock = new VirtualClock();
  const socket = new LoopbackCsmsSocket({ clock });
  const rules = { applyChange, emptyRecords, accepts: isInForce.bind(null, open) };
  const page = new LivePage(clock, (error) => expect.unreachable(String(error)));
  socket.peer.onFrame((text) => {
    const [type, id, action] = JSON.parse(text);
    const currentTime = new Date(clock.now().wall_ms).toISOString();
    if (type !== 2 || rig.answers === null) return;
    socket.peer.send(JSON.stringify([3, id, rig.answers[action] ?? answerTo(action, currentTime)]));
  });
  const storage = new MemoryStorage({ profile: open, rules });
  const world = new World({ clock, connectors: 2, store: forgetfulStore() });
  const station = new Station({
    drivers: {
      board: new BenchBoard(world),
      socket,
      clock,
      random: new SeededRandom(5),
      storage,
      target: () => ({ url: 'ws://central/CP', credentials: null }),
      trace: (direction, text) => page.recorder.wire(direction, redactText(text)),
      certificates: noCertificates,
      sendLog: () => Promise.resolve(),
      firmware: deafFirmware(null),
      complain: () => {},
    },
    watch: page.recorder,
    log: (envelope) => page.recorder.envelope(envelope),
  });
  const advance = (ms: number): Promise<void> => clock.advanceAsync(ms, () => socket.quiescent());
  let calls = 0;
  const call = (action: string, payload: object): void => {
    calls += 1;
    socket.peer.send(JSON.stringify([2, `call-${calls}`, action, payload]));
  };
  const { peer } = socket;
  const rig: LiveRig = { clock, world, page, station, storage, peer, answers: {}, call, advance };
  station.start();
  await advance(1_000);
  return rig;
}
