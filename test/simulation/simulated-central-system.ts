import type { StationClock } from '../../drivers/clock/clock.ts';
import type { SocketTarget } from '../../drivers/csms-socket/csms-socket.ts';
import type { LoopbackPeer, LoopbackRefusal } from '../../drivers/csms-socket/loopback-peer.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { idTagInfo } from './id-tags.ts';
import type { FirmwareOrder, Lie, RegistrationStatus } from './incident.ts';
import { SIGNED } from './simulated-certificates.ts';
import type { Report } from './violations.ts';

type Payload = Readonly<Record<string, unknown>>;
type Transaction = { readonly connectorId: number; readonly idTag: string; ended: boolean };

const FIRST_TRANSACTION_ID = 1_001;

/**
 * A central system that keeps to OCPP 1.6 unless it is told to lie. It draws nothing: what it does follows
 * from what it is told and what it hears.
 */
export class SimulatedCentralSystem {
  registration: { status: RegistrationStatus; interval_s: number } = { status: 'Accepted', interval_s: 60 };
  /** It refuses every connection. */
  shut = false;
  /** How far its clock is off. */
  offset_ms = 0;
  readonly transactions = new Map<number, Transaction>();
  readonly #clock: StationClock;
  readonly #peer: LoopbackPeer;
  readonly #lies = new Map<string, Lie[]>();
  /** Its own clock does not follow the station's. */
  readonly #start_ms: number;
  /** The AuthorizationKey that it expects, if a station shows one; and what it has asked for. */
  #key: string | null = null;
  readonly #keys = new Map<string, string>();
  /** All that it ever asked for: none comes back in a message. */
  readonly #issued = new Set<string>();
  #deaf = false;
  #connection = 0;
  #calls = 0;
  #reservations = 0;
  #nextTransaction = FIRST_TRANSACTION_ID;
  readonly #report: Report;
  /** What it told of each lie, by how. */
  readonly lied: (how: Lie['how'], action: string) => void;

  constructor(
    clock: StationClock,
    peer: LoopbackPeer,
    lied: (how: Lie['how'], action: string) => void,
    report: Report,
  ) {
    this.#report = report;
    this.#clock = clock;
    this.#start_ms = clock.now().wall_ms - clock.now().monotonic_ms;
    this.#peer = peer;
    this.lied = lied;
    peer.refuse = (target) => this.#refusal(target);
    peer.onOpen(() => this.#opened());
    peer.onFrame((text) => this.#heard(text));
  }

  get now_ms(): number {
    return this.#start_ms + this.#clock.now().monotonic_ms + this.offset_ms;
  }

  /** The central system's end of the connection dies, and nothing says so. */
  goDeaf(): void {
    this.#deaf = true;
    this.#peer.answersPings = false;
  }

  answerPings(answered: boolean): void {
    this.#peer.answersPings = answered && !this.#deaf;
  }

  restart(): void {
    this.#lies.clear();
    this.#peer.close(1006, 'restart');
  }

  lie(action: string, lie: Lie, times: number): void {
    this.#lies.set(action, [...(this.#lies.get(action) ?? []), ...Array<Lie>(times).fill(lie)]);
  }

  beHonest(): void {
    this.#lies.clear();
    this.shut = false;
    // Someone has looked which key the station has.
    this.#key = null;
    this.#hearAgain();
  }

  call(action: string, payload: object): void {
    this.#calls += 1;
    this.#peer.send(JSON.stringify([2, `csms-${this.#calls}`, action, payload]));
  }

  newKey(key: string, takenOver: boolean): void {
    this.#issued.add(key.toLowerCase());
    this.call('ChangeConfiguration', { key: 'AuthorizationKey', value: key });
    if (takenOver) this.#keys.set(`csms-${this.#calls}`, key.toLowerCase());
  }

  /** The transaction that runs on a connector, as far as it knows. */
  runningOn(connectorId: number): number | null {
    const running = [...this.transactions].findLast(([, it]) => it.connectorId === connectorId && !it.ended);
    return running?.[0] ?? null;
  }

  remoteStop(connectorId: number): void {
    const transactionId = this.runningOn(connectorId);
    if (transactionId !== null) this.call('RemoteStopTransaction', { transactionId });
  }

  limitTransaction(connectorId: number, limit_A: number): void {
    const transactionId = this.runningOn(connectorId);
    if (transactionId === null) return;
    const csChargingProfiles = {
      chargingProfileId: 20 + connectorId,
      transactionId,
      stackLevel: 1,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: {
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: limit_A }],
      },
    };
    this.call('SetChargingProfile', { connectorId, csChargingProfiles });
  }

  reserve(connectorId: number, idTag: string, for_ms: number): void {
    this.#reservations = (this.#reservations % 30) + 1;
    const parentIdTag = idTagInfo(idTag).parentIdTag;
    this.call('ReserveNow', {
      connectorId,
      idTag,
      reservationId: this.#reservations,
      expiryDate: isoTime(this.now_ms + for_ms),
      ...(parentIdTag === undefined ? {} : { parentIdTag }),
    });
  }

  updateFirmware(order: FirmwareOrder): void {
    const { requestId, signer, signature, retrieveIn_ms, installIn_ms, retries, retryInterval_s } = order;
    this.call('SignedUpdateFirmware', {
      requestId,
      ...(retries === undefined ? {} : { retries }),
      ...(retryInterval_s === undefined ? {} : { retryInterval: retryInterval_s }),
      firmware: {
        location: 'https://operator:secret@files.test/firmware.bin',
        retrieveDateTime: isoTime(this.now_ms + retrieveIn_ms),
        ...(installIn_ms === null ? {} : { installDateTime: isoTime(this.now_ms + installIn_ms) }),
        signingCertificate: signer,
        signature,
      },
    });
  }

  /** A station that shows a key must show the one that was agreed on; any, if nobody remembers one. */
  #refusal({ credentials }: SocketTarget): LoopbackRefusal | null {
    if (this.shut) return { status: 503, detail: 'simulated' };
    const shown = credentials?.password.reveal().toString('hex') ?? null;
    if (shown === null || this.#key === null || shown === this.#key) {
      this.#key = shown;
      return null;
    }
    this.lied('refused', '401');
    return { status: 401, detail: 'simulated' };
  }

  #opened(): void {
    this.#connection += 1;
    this.#hearAgain();
  }

  #hearAgain(): void {
    this.#deaf = false;
    this.#peer.answersPings = true;
  }

  #heard(text: string): void {
    if (this.#deaf) return;
    const [type, messageId, action, payload] = JSON.parse(text) as [number, string, string, Payload];
    for (const key of this.#issued)
      if (text.toLowerCase().includes(key)) this.#report('S12', `an AuthorizationKey in a ${action}`);
    if (type === 3) this.#keyTaken(messageId, action as unknown as Payload);
    if (type !== 2) return;
    const lie = this.#lies.get(action)?.shift();
    if (lie) return this.#lieAbout(lie, messageId, action, payload);
    this.#result(messageId, this.#truth(action, payload));
  }

  #keyTaken(messageId: string, { status }: Payload): void {
    const key = this.#keys.get(messageId);
    if (key !== undefined && status === 'Accepted') this.#key = key;
  }

  #result(messageId: string, conf: object): void {
    this.#peer.send(JSON.stringify([3, messageId, conf]));
  }

  /** On the same connection, or not at all. */
  #answerLate(messageId: string, action: string, payload: Payload, by_ms: number): void {
    const connection = this.#connection;
    this.#clock.setTimeout(() => {
      if (this.#connection === connection) this.#result(messageId, this.#truth(action, payload));
    }, by_ms);
  }

  #lieAbout(lie: Lie, messageId: string, action: string, payload: Payload): void {
    this.lied(lie.how, action);
    switch (lie.how) {
      case 'late':
        return this.#answerLate(messageId, action, payload, lie.by_ms);
      case 'call-error':
        return this.#peer.send(JSON.stringify([4, messageId, lie.code, 'as simulated', {}]));
      case 'silence':
        return;
      case 'invalid':
        return this.#result(messageId, { status: 7, idTagInfo: 'no', interval: '?' });
      case 'wrong-id':
        return this.#result(`${messageId}x`.slice(-36), this.#truth(action, payload));
      case 'twice':
        this.#result(messageId, this.#truth(action, payload));
        return this.#result(messageId, this.#truth(action, payload));
      case 'refused':
        return this.#result(messageId, {
          ...this.#truth(action, payload),
          idTagInfo: { status: lie.status },
        });
    }
  }

  #truth(action: string, payload: Payload): object {
    switch (action) {
      case 'BootNotification':
        return {
          status: this.registration.status,
          currentTime: isoTime(this.now_ms),
          interval: this.registration.interval_s,
        };
      case 'Heartbeat':
        return { currentTime: isoTime(this.now_ms) };
      case 'Authorize':
        return { idTagInfo: idTagInfo(String(payload.idTag)) };
      case 'StartTransaction':
        return this.#started(payload);
      case 'StopTransaction': {
        const transaction = this.transactions.get(Number(payload.transactionId));
        if (transaction) transaction.ended = true;
        return {};
      }
      case 'SignCertificate':
        this.#sign(String(payload.csr));
        return { status: 'Accepted' };
      default:
        return action === 'DataTransfer' ? { status: 'Accepted' } : {};
    }
  }

  /** The certificate comes a while later, if the connection lasts so long. */
  #sign(csr: string): void {
    const connection = this.#connection;
    this.#clock.setTimeout(() => {
      if (this.#connection === connection)
        this.call('CertificateSigned', { certificateChain: `${SIGNED}${csr}` });
    }, 5_000);
  }

  #started(payload: Payload): object {
    const transactionId = this.#nextTransaction;
    this.#nextTransaction += 1;
    const idTag = String(payload.idTag);
    this.transactions.set(transactionId, { connectorId: Number(payload.connectorId), idTag, ended: false });
    return { transactionId, idTagInfo: idTagInfo(idTag) };
  }
}
