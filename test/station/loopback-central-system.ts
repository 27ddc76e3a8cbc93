import type { LoopbackPeer } from '../../drivers/csms-socket/loopback-peer.ts';

export type ReceivedCall = { readonly action: string; readonly payload: Readonly<Record<string, unknown>> };
type Answer = (payload: ReceivedCall['payload']) => object;

/** A central system in the same process and the same virtual time: accepts everything, remembers all. */
export class LoopbackCentralSystem {
  readonly received: ReceivedCall[] = [];
  /** Answers to its own CALLs, by their message id: a CALLRESULT's payload, or the code of a CALLERROR. */
  readonly answers = new Map<string, unknown>();
  readonly #peer: LoopbackPeer;
  #transactions = 0;
  #calls = 0;

  constructor(peer: LoopbackPeer, now: () => string) {
    this.#peer = peer;
    const accepted = { idTagInfo: { status: 'Accepted' } };
    const answers: Readonly<Record<string, Answer>> = {
      BootNotification: () => ({ status: 'Accepted', currentTime: now(), interval: 60 }),
      Heartbeat: () => ({ currentTime: now() }),
      Authorize: () => accepted,
      StartTransaction: () => {
        this.#transactions += 1;
        return { transactionId: this.#transactions, ...accepted };
      },
      StopTransaction: () => accepted,
    };
    peer.onFrame((text) => {
      const [type, id, third, fourth] = JSON.parse(text) as [number, string, unknown, unknown];
      if (type !== 2) {
        this.answers.set(id, third);
        return;
      }
      const call = { action: String(third), payload: fourth as ReceivedCall['payload'] };
      this.received.push(call);
      peer.send(JSON.stringify([3, id, answers[call.action]?.(call.payload) ?? {}]));
    });
  }

  /** Sends a CALL. @returns its message id. */
  call(action: string, payload: object): string {
    this.#calls += 1;
    const id = `central-${this.#calls}`;
    this.#peer.send(JSON.stringify([2, id, action, payload]));
    return id;
  }

  /** What was received of one action, in order. */
  of(action: string): readonly ReceivedCall['payload'][] {
    return this.received.filter((it) => it.action === action).map(({ payload }) => payload);
  }

  /** The statuses of a connector that it was told, in order. */
  statuses(connectorId: number): readonly string[] {
    return this.of('StatusNotification')
      .filter((it) => it.connectorId === connectorId)
      .map(({ status, errorCode }) => (errorCode === 'NoError' ? String(status) : `${status} ${errorCode}`));
  }
}
