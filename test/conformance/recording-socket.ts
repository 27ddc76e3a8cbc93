import type { CsmsSocket, SocketEvent, SocketTarget } from '../../drivers/csms-socket/csms-socket.ts';
import type { ConnectionEvent } from '../properties/security-profile-never-lower.ts';
import type { WireRecord } from './wire-record.ts';

/** What a connection shows is its security profile (whitepaper 2.2). */
const securityProfileOf = ({ credentials, tls }: SocketTarget): number =>
  tls ? (credentials ? 2 : 3) : credentials ? 1 : 0;

/** A socket that writes down what crosses it, and that a power cut can make deaf and dumb. */
export class RecordingSocket implements CsmsSocket {
  readonly #inner: CsmsSocket;
  readonly #record: WireRecord;
  readonly #connections: ConnectionEvent[];
  #open = false;
  #powered = true;

  constructor(inner: CsmsSocket, record: WireRecord, connections: ConnectionEvent[] = []) {
    this.#connections = connections;
    this.#inner = inner;
    this.#record = record;
  }

  open(target: SocketTarget, listener: (event: SocketEvent) => void): void {
    if (!this.#powered) return;
    this.#ended();
    const securityProfile = securityProfileOf(target);
    const note = (kind: ConnectionEvent['kind']): void => {
      this.#connections.push({ kind, at_ms: this.#record.now_ms, securityProfile });
    };
    note('attempt');
    this.#inner.open(target, (event) => {
      if (!this.#powered) return;
      if (event.type === 'opened') note('opened');
      this.#note(event);
      listener(event);
    });
  }

  send(text: string): void {
    if (!this.#powered) return;
    // A frame for a connection that is gone reaches nobody.
    if (this.#open) this.#record.frame('station', text);
    this.#inner.send(text);
  }

  ping(): void {
    if (this.#powered) this.#inner.ping();
  }

  close(detail: string): void {
    if (!this.#powered) return;
    this.#ended();
    this.#inner.close(detail);
  }

  quiescent(): Promise<void> {
    return this.#inner.quiescent();
  }

  /** The power goes: the station hears and says nothing more, the connection ends. */
  cutPower(): void {
    this.#ended();
    this.#powered = false;
    this.#inner.close('power cut');
  }

  #note(event: SocketEvent): void {
    if (event.type === 'frame') this.#record.frame('central system', event.text);
    if (event.type === 'opened') {
      this.#open = true;
      this.#record.note('opened');
    }
    if (event.type === 'closed') this.#ended();
  }

  #ended(): void {
    if (this.#open) this.#record.note('closed');
    this.#open = false;
  }
}
