import { expect } from 'vitest';
import { SocketTargets } from '../../actors/socket-target.ts';
import { Station } from '../../actors/station.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { BenchLink, type LinkState } from '../../drivers/bench/bench-link.ts';
import type { Vehicle, World } from '../../drivers/bench/world.ts';
import type { WorldStore } from '../../drivers/bench/world-file.ts';
import { freshWorld } from '../../drivers/bench/world-state.ts';
import { stationCertificates } from '../../drivers/certificates/station-certificates.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { WsCsmsSocket } from '../../drivers/csms-socket/ws-csms-socket.ts';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { InstalledRoot } from '../../machines/vocabulary/certificates.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import type { Issued } from '../drivers/certificates/authority.ts';
import {
  type ConnectionEvent,
  securityProfileNeverLower,
} from '../properties/security-profile-never-lower.ts';
import { type Frame, isCallOfStation } from '../properties/wire.ts';
import { CentralSystem } from './central-system.ts';
import { certificatesHeld } from './certificates-held.ts';
import { expectProperties } from './expect-properties.ts';
import { type ExpectedMessage, expectMessages, sent, status, type Unordered } from './expected-message.ts';
import { FirmwareWorld } from './firmware-world.ts';
import { Keys } from './keys.ts';
import { leaveEvidence } from './leave-evidence.ts';
import { PoweredClock } from './powered-clock.ts';
import { RecordedWorld } from './recorded-world.ts';
import { RecordingSocket } from './recording-socket.ts';
import { newStorage } from './station-storage.ts';
import { StoryRecord } from './story-record.ts';
import { trappedRegistry } from './trapped-registry.ts';
import { Uploads } from './uploads.ts';
import { WireRecord } from './wire-record.ts';

const IDENTITY = 'CP-1';
const SEED = 1;

export type Setup = {
  /** Hexadecimal, as AuthorizationKey has it. */
  readonly authorizationKey?: string;
  /** Configuration keys that differ from the profile's. */
  readonly settings?: readonly (readonly [key: string, value: string])[];
  /** Root certificates that are installed. */
  readonly roots?: readonly InstalledRoot[];
  /** Certificate and private key of the charge point, PEM. */
  readonly own?: Issued;
};

/** One time between two power-ups: what a power cut takes with it. */
type Life = {
  readonly clock: PoweredClock;
  readonly world: World;
  readonly socket: RecordingSocket;
  readonly link: BenchLink;
  readonly storage: MemoryStorage;
  readonly station: Station;
};

/** What is stored of the world as it changes, so that a power cut leaves what it leaves on the bench. */
function memoryStore(): WorldStore {
  let state = freshWorld();
  return {
    load: () => state,
    save: (it) => {
      state = it;
    },
  };
}

/**
 * The whole station on the simulated hardware in virtual time, against an independent central system on a
 * real socket. Everything that crosses the wire is recorded.
 */
export class TestedStation {
  readonly clock = new VirtualClock();
  readonly #story = new StoryRecord(() => this.clock.now().monotonic_ms);
  readonly record = new WireRecord(
    () => this.clock.now().monotonic_ms,
    (event) => this.#story.add(event),
  );
  readonly centralSystem = new CentralSystem(() => this.clock.now().wall_ms);
  readonly uploads = new Uploads();
  readonly keys = new Keys();
  /** Attempts to connect, and successes, over all lives. */
  readonly connections: ConnectionEvent[] = [];
  readonly firmware = new FirmwareWorld();
  /** Errors that restarted the station or one of its actors, and complaints that a log would show. */
  readonly errors: string[] = [];
  readonly complaints: string[] = [];
  readonly #start_ms = this.clock.now().wall_ms;
  readonly #random = new SeededRandom(SEED);
  readonly #worldStore = memoryStore();
  #storage: MemoryStorage;
  #life: Life | null = null;
  #stopped = false;
  /** How much of the record has been asserted. */
  #seen = 0;

  constructor({ settings = [], authorizationKey, roots = [], own }: Setup) {
    this.#storage = newStorage(mx007sc, settings);
    this.centralSystem.onAdmitted = (identity, password) => this.#story.admitted(identity, password);
    this.#storage.commit(certificatesHeld(roots, own), [], this.clock.now());
    if (authorizationKey === undefined) return;
    const value = new Secret(authorizationKey);
    this.#storage.commit([{ type: 'secret-set', key: 'AuthorizationKey', value }], [], this.clock.now());
    this.centralSystem.password = Buffer.from(authorizationKey, 'hex');
  }

  get world(): World {
    return this.life.world;
  }

  get storage(): MemoryStorage {
    return this.life.storage;
  }

  get life(): Life {
    if (!this.#life) throw new Error('the station has no power');
    return this.#life;
  }

  get powered(): boolean {
    return this.#life !== null;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The power comes: the station boots from its storage, the boards' outputs are off. */
  powerUp(): void {
    this.#story.hand('power on');
    const clock = new PoweredClock(this.clock);
    const connectors = mx007sc.connectors.count;
    const world = new RecordedWorld({ clock, connectors, store: this.#worldStore }, this.#story);
    const socket = new RecordingSocket(new WsCsmsSocket(), this.record, this.connections);
    const link = new BenchLink(socket);
    const storage = this.#storage;
    const targets = new SocketTargets(this.centralSystem.url, IDENTITY, storage, clock);
    const station = new Station({
      registry: trappedRegistry,
      watch: this.#story,
      drivers: {
        board: new BenchBoard(world),
        socket: targets.watch(link),
        clock,
        random: this.#random,
        storage,
        sendLog: this.uploads.send,
        certificates: { ...stationCertificates(storage), makeSigningRequest: this.keys.make },
        firmware: this.firmware.work(),
        target: (attempt) => targets.next(attempt),
        trace: () => {},
        complain: (kind, detail) => this.complaints.push(`${kind} ${detail}`.trim()),
      },
      restarting: (_why, error) => {
        if (error) this.errors.push(String(error));
        this.record.note('started');
      },
      stopped: () => {
        this.#stopped = true;
      },
    });
    this.#life = { clock, world, socket, link, storage, station };
    this.#stopped = false;
    this.record.note('started');
    station.start();
  }

  /** The power goes, without any warning; what is stored stays, and so does the world around. */
  powerCut(): void {
    this.#story.hand('power off');
    const { clock, socket, storage } = this.life;
    this.#storage = storage.clone();
    this.firmware.cutPower();
    socket.cutPower();
    clock.stop();
    this.#life = null;
  }

  /** Lets virtual time pass; messages arrive at the time they are sent at. */
  async pass_ms(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms, async () => {
      await this.uploads.settled();
      await this.keys.settled();
      await this.firmware.settled();
      await this.#life?.socket.quiescent();
    });
  }

  async pass_s(s: number): Promise<void> {
    await this.pass_ms(s * 1000);
  }

  /** ISO 8601 of a moment of the run, in s after its start. */
  at_s(s: number): string {
    return isoTime(this.#start_ms + s * 1000);
  }

  /** The moment of the run, in s after its start. */
  get now_s(): number {
    return (this.clock.now().wall_ms - this.#start_ms) / 1000;
  }

  async plug(connectorId: number, vehicle: Partial<Vehicle> = {}): Promise<void> {
    this.world.plug(connectorId, vehicle);
    await this.pass_s(1);
  }

  async unplug(connectorId: number): Promise<void> {
    this.world.unplug(connectorId);
    await this.pass_s(1);
  }

  async card(idTag: string): Promise<void> {
    this.world.showCard(idTag);
    await this.pass_s(1);
  }

  async link(state: LinkState): Promise<void> {
    this.#story.hand('link', { state });
    this.life.link.set(state);
    await this.pass_ms(0);
  }

  /** A CALL of the central system, and the payload of its CALLRESULT; a CALLERROR is thrown. */
  async call(action: string, payload: object = {}): Promise<unknown> {
    let answer: { conf: unknown } | { error: unknown } | null = null;
    this.centralSystem.call(action, payload).then(
      (conf) => {
        answer = { conf };
      },
      (error: unknown) => {
        answer = { error };
      },
    );
    await this.pass_ms(0);
    const now = answer as { conf: unknown } | { error: unknown } | null;
    if (now === null) throw new Error(`${action} was not answered at once`);
    if ('error' in now) throw now.error;
    return now.conf;
  }

  async expectCall(action: string, payload: object, conf: object): Promise<void> {
    expect(await this.call(action, payload), action).toEqual(conf);
  }

  /** What the station sent since it was last asked, without Heartbeats: they may come at any time. */
  takeSent(): readonly Frame[] {
    const fresh = this.record.events.slice(this.#seen).filter(isCallOfStation);
    this.#seen = this.record.events.length;
    return fresh.filter(({ action }) => action !== 'Heartbeat');
  }

  /** Since the last time it was asked the station sent these messages, in this order, and no other. */
  expectSent(expected: readonly (ExpectedMessage | Unordered)[]): readonly Frame[] {
    const actual = this.takeSent();
    expectMessages(actual, expected);
    return actual;
  }

  /** When Heartbeats were sent, in s of the run. */
  get heartbeats_s(): readonly number[] {
    return this.record.events
      .filter(isCallOfStation)
      .filter(({ action }) => action === 'Heartbeat')
      .map(({ at_ms }) => at_ms / 1000);
  }

  /** A cold boot, accepted, with the statuses of an idle station. */
  async bootAccepted(): Promise<void> {
    this.powerUp();
    await this.pass_s(1);
    this.expectSent([sent('BootNotification'), ...[0, 1, 2].map((id) => status(id, 'Available'))]);
    if (this.storage.records.configuration.SecurityProfile === '0') return;
    await this.pass_s(2);
    this.expectSent([sent('SecurityEventNotification', { type: 'StartupOfTheDevice' })]);
  }

  /** Ends the test: nothing was left unsaid, and the properties held all along. */
  async finish(): Promise<void> {
    this.expectSent([]);
    await this.pass_ms(this.#life ? 200 : 0);
    expect(this.errors).toEqual([]);
    expect(this.centralSystem.refusedFrames).toEqual([]);
    const online = this.#life?.station.link.state === 'online' && !this.#stopped;
    const control = online ? this.#life?.station.root?.getSnapshot().context.control : undefined;
    // S12
    expect(securityProfileNeverLower(this.connections)).toEqual([]);
    expectProperties(this.record.events, control?.connectors.map(({ report }) => report) ?? null);
    leaveEvidence(this.#story.story(this.#start_ms, this.#storage.records.configuration));
  }

  async close(): Promise<void> {
    if (this.#life) this.powerCut();
    this.firmware.close();
    await this.centralSystem.close();
  }
}

/** Runs one test on a station of its own, booted and accepted, or (`withColdStation`) without power. */
export async function withStation(
  setup: Setup,
  body: (station: TestedStation) => Promise<void>,
): Promise<void> {
  await withColdStation(setup, async (station) => {
    await station.bootAccepted();
    await body(station);
  });
}

export async function withColdStation(
  setup: Setup,
  body: (station: TestedStation) => Promise<void>,
): Promise<void> {
  const station = new TestedStation(setup);
  await station.centralSystem.listen();
  try {
    await body(station);
    await station.finish();
  } finally {
    await station.close();
  }
}
