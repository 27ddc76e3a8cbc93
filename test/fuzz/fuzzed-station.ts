import { findActor } from '../../actors/find-actor.ts';
import { isAction, isInbound } from '../../machines/messages/catalogue.ts';
import { SUPPORTED } from '../../machines/rules/calls/answer-call.ts';
import { officiallyValid } from '../messages/official-schemas.ts';
import { VirtualStation } from '../station/virtual-station.ts';
import { readFrame } from './expected-answers.ts';
import type { FuzzedAnswer, FuzzedFrame } from './frames.ts';
import { Histogram } from './histogram.ts';

export type Reached = {
  readonly kinds: Histogram;
  /** `valid frame`, `valid payload`, `neither`. */
  readonly shares: Histogram;
  readonly actions: Histogram;
  readonly sentCodes: Histogram;
  readonly receivedCodes: Histogram;
};
export const nothingReached = (): Reached => ({
  kinds: new Histogram(),
  shares: new Histogram(),
  actions: new Histogram(),
  sentCodes: new Histogram(),
  receivedCodes: new Histogram(),
});

type InFlight = { readonly at_ms: number; readonly patience_ms: number; readonly action: string };
const ACTORS = [
  'rfid-session',
  'ocpp-connection',
  'call-queue',
  'status-reporter',
  'current-limits',
  'connector-1',
  'connector-2',
  'contactor-1',
  'contactor-2',
];

/** A property did not hold; the message says which. */
export class FuzzError extends Error {
  override name = 'FuzzError';
}

/** The real station under a stream of fuzzed frames; every step checks S5 and S14. */
export class FuzzedStation {
  readonly #station = new VirtualStation();
  readonly #reached: Reached;
  readonly #answers: readonly FuzzedAnswer[];
  readonly #registration: 'Accepted' | 'Pending' | 'Rejected';
  readonly #inFlight = new Map<string, InFlight>();
  #answered = 0;
  #actors: readonly unknown[] = [];
  #root: unknown = null;
  #violation: string | null = null;

  constructor(
    reached: Reached,
    answers: readonly FuzzedAnswer[],
    registration: 'Accepted' | 'Pending' | 'Rejected',
  ) {
    this.#reached = reached;
    this.#answers = answers;
    this.#registration = registration;
  }

  async start(): Promise<void> {
    const station = this.#station;
    station.powerUp();
    this.#scriptAnswers();
    await station.pass_s(1);
    this.#remember();
  }

  /** Sends a frame and checks what comes back at once. */
  async receive(frame: FuzzedFrame): Promise<void> {
    const { central, socket, clock } = this.#station;
    await this.#untilConnected();
    this.#reached.kinds.count(frame.kind);
    if (frame.kind === 'unusable') {
      this.#reached.shares.count('neither');
      socket.peer.sendUnusable(frame.reason);
      clock.advance(0);
      return this.#check();
    }
    const reading = readFrame(frame.text);
    this.#tally(frame.text, reading.valid, reading.action);
    const before = central.frames.length;
    socket.peer.send(frame.text);
    clock.advance(0);
    const replies = central.frames
      .slice(before)
      .map((text): [number, string, unknown] => JSON.parse(text))
      .filter(([type]) => type !== 2);
    this.#expectAnswers(frame.text, reading.answerTo, replies);
    for (const [type, , code] of replies) if (type === 4) this.#reached.sentCodes.count(String(code));
    this.#check();
  }

  /** Something happens at the station. */
  async happen(what: string): Promise<void> {
    const { world, storage } = this.#station;
    const [verb, object = ''] = what.split(' ');
    const id = Number(object);
    if (verb === 'plug' && !world.outlet(id).plugged) world.plug(id);
    if (verb === 'unplug' && world.outlet(id).plugged) world.unplug(id);
    if (verb === 'card') world.showCard(object);
    if (verb === 'emergency') world.pressEmergencyStop(true);
    if (verb === 'release') world.pressEmergencyStop(false);
    if (verb === 'disk') storage.full = object === 'full';
    await this.#station.pass_s(verb === 'minute' ? 60 : 1);
    this.#check();
  }

  /** Whatever came before: the station is there and answers. */
  async finish(): Promise<void> {
    this.#station.storage.full = false;
    await this.#untilConnected();
    if (this.#registration === 'Rejected') return;
    const reply = await this.#station.call('GetConfiguration', { key: ['HeartbeatInterval'] });
    if (!('conf' in reply)) throw new FuzzError(`at the end the station answers ${JSON.stringify(reply)}`);
  }

  #tally(text: string, valid: boolean, action: string | null): void {
    const { shares, actions } = this.#reached;
    if (action !== null && isAction(action)) actions.count(action);
    const good = action !== null && isAction(action) && isInbound(action);
    const payload = good && officiallyValid(action, 'request', JSON.parse(text)[3]);
    shares.count(payload ? 'valid payload' : valid ? 'valid frame' : 'neither');
  }

  #expectAnswers(text: string, answerTo: string | null, replies: readonly [number, string, unknown][]): void {
    const expected = answerTo === null || this.#registration === 'Rejected' ? 0 : 1;
    const right = replies.length === expected && replies.every(([, id]) => id === answerTo);
    if (!right)
      throw new FuzzError(
        `${expected} answers expected to ${text.slice(0, 300)}: ${JSON.stringify(replies)}`,
      );
    const [type, , code] = replies[0] ?? [];
    const action = readFrame(text).action;
    const hopeless = action !== null && (!isAction(action) || !SUPPORTED.has(action));
    if (hopeless && expected === 1 && (type !== 4 || !String(code).startsWith('Not')))
      throw new FuzzError(`${action} was not refused as such but with ${code}`);
  }

  /** After a Reset or a lost link: the boot has been answered again. */
  async #untilConnected(): Promise<void> {
    const { socket } = this.#station;
    const isUp = (): boolean => socket.peer.connected && !this.#isGoing();
    for (let waits = 0; !isUp(); waits++) {
      if (waits > 40) throw new FuzzError('the station does not come back');
      await this.#station.pass_s(5);
    }
    await this.#station.pass_ms(0);
    if (this.#station.station.root !== this.#root) this.#remember();
  }

  #isGoing(): boolean {
    const control = this.#station.station.root?.getSnapshot().context.control;
    return (
      !control || control.going !== null || control.link.registration !== this.#registration.toLowerCase()
    );
  }

  #remember(): void {
    this.#root = this.#station.station.root;
    this.#actors = this.#living();
  }

  #living(): readonly unknown[] {
    const { root } = this.#station.station;
    return ACTORS.map((id) => findActor(root, id));
  }

  #check(): void {
    const { errors, station } = this.#station;
    if (this.#violation) throw new FuzzError(this.#violation);
    if (errors.length > 0) throw new FuzzError(`a machine died: ${errors.join('; ')}`);
    if (station.root !== this.#root) return;
    const living = this.#living();
    const dead = ACTORS.filter((_, index) => living[index] !== this.#actors[index]);
    if (dead.length === 0) return;
    const why = this.#station.complaints.filter((it) => it.startsWith('an actor died'));
    throw new FuzzError(`died and was replaced: ${dead.join(', ')}: ${why.join('; ')}`);
  }

  #scriptAnswers(): void {
    const { central, clock, storage } = this.#station;
    central.answersAll((action, messageId) => {
      const now_ms = clock.now().monotonic_ms;
      for (const [id, { at_ms, patience_ms, action: earlier }] of this.#inFlight)
        if (now_ms - at_ms < patience_ms)
          this.#violation = `${action} was sent while ${earlier} (${id}) waits for its answer`;
      this.#inFlight.clear();
      const answer = action === 'BootNotification' ? 'proper' : this.#nextAnswer();
      if (answer === null) {
        const patience_ms = Number(storage.records.configuration.MessageTimeout) * 1000;
        this.#inFlight.set(messageId, { at_ms: now_ms, patience_ms, action });
      }
      if (answer !== null && answer !== 'proper' && 'error' in answer)
        this.#reached.receivedCodes.count(answer.error);
      if (action === 'BootNotification' && this.#registration !== 'Accepted')
        return {
          conf: { status: this.#registration, currentTime: '2026-01-01T00:00:00Z', interval: 86_400 },
        };
      return answer;
    });
    central.onConnect(() => this.#inFlight.clear());
  }

  #nextAnswer(): FuzzedAnswer {
    this.#answered += 1;
    return this.#answers[this.#answered % this.#answers.length] ?? 'proper';
  }
}
