import { createServer, type Server, type Socket } from 'node:net';
import type { EmulatedBus } from '../../drivers/i2c/emulated/emulated-bus.ts';
import { I2cError } from '../../drivers/i2c/i2c-bus.ts';

// Documentation/usb/usbip_protocol: 48 bytes of header, numbers in network order.
const HEADER_BYTES = 48;
const CMD_SUBMIT = 1;
const CMD_UNLINK = 2;
const RET_SUBMIT = 3;
const RET_UNLINK = 4;
const DIRECTION_IN = 1;
const STALL = -32;

const VENDOR_REQUEST = 0x40;
const TYPE_MASK = 0x60;
const GET_DESCRIPTOR = 6;
const DEVICE = [18, 1, 0x10, 0x01, 0xff, 0, 0, 8, 0x03, 0x04, 0x31, 0xc6, 0x05, 0x02, 0, 0, 0, 1];
const CONFIGURATION = [9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xff, 0, 0, 0];

// drivers/i2c/busses/i2c-tiny-usb.c
const GET_FUNC = 1;
const SET_DELAY = 2;
const GET_STATUS = 3;
const I2C_IO = 4;
const I2C_IO_END = 2;
const I2C_M_RD = 1;
const STATUS_ACK = 1;
const STATUS_NAK = 2;
const FUNCTIONS = [0x09, 0x00, 0xff, 0x0e];

type Request = {
  readonly type: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
};
/** Data, or null: the device stalls. */
type Answer = readonly number[] | Uint8Array | null;

/**
 * The USB-I2C adapter i2c-tiny-usb, offered over USB/IP: a kernel that attaches it (vhci-hcd) drives the
 * emulated
 * bus with its own i2c-core, i2c-dev and adapter driver.
 */
export class UsbipI2cDevice {
  /** Addresses of transfers, in order. */
  readonly addressed: number[] = [];
  readonly #bus: EmulatedBus;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #status = STATUS_ACK;
  /** Messages of a transfer that has not ended yet: what was written before a repeated START. */
  #written: Uint8Array<ArrayBufferLike> = new Uint8Array(0);

  constructor(bus: EmulatedBus) {
    this.#bus = bus;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** @returns the port, on loopback */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as { port: number }).port));
    });
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    let turn: Promise<void> = Promise.resolve();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      for (let length = wholeLength(received); length > 0; length = wholeLength(received)) {
        const urb = received.subarray(0, length);
        received = received.subarray(length);
        turn = turn.then(async () => {
          socket.write(await this.#answer(urb));
        });
      }
    });
  }

  async #answer(urb: Buffer): Promise<Buffer> {
    const reply = Buffer.alloc(HEADER_BYTES);
    urb.copy(reply, 4, 4, 8);
    if (urb.readUInt32BE(0) === CMD_UNLINK) {
      // Everything is answered in order: what is to be taken back has been answered.
      reply.writeUInt32BE(RET_UNLINK, 0);
      return reply;
    }
    const isIn = urb.readUInt32BE(12) === DIRECTION_IN;
    const length = urb.readInt32BE(24);
    const [type, request] = [urb[40]!, urb[41]!];
    const setup = { type, request, value: urb.readUInt16LE(42), index: urb.readUInt16LE(44) };
    const answer = await this.#control(setup, isIn ? length : urb.subarray(HEADER_BYTES));
    const data = isIn && answer ? Buffer.from(answer.slice(0, length)) : Buffer.alloc(0);
    reply.writeUInt32BE(RET_SUBMIT, 0);
    reply.writeInt32BE(answer ? 0 : STALL, 20);
    reply.writeInt32BE(isIn || !answer ? data.length : length, 24);
    return Buffer.concat([reply, data]);
  }

  /** @param data what the host sends, or how much it wants */
  async #control({ type, request, value, index }: Request, data: Uint8Array | number): Promise<Answer> {
    if ((type & TYPE_MASK) !== VENDOR_REQUEST) return standardAnswer(type, request, value);
    if (request === GET_FUNC) return FUNCTIONS;
    if (request === SET_DELAY) return [];
    if (request === GET_STATUS) return [this.#status];
    if (request < I2C_IO) return null;
    const isLast = (request & I2C_IO_END) !== 0;
    const read = value & I2C_M_RD ? (data as number) : 0;
    if (!read) this.#written = Uint8Array.from([...this.#written, ...(data as Uint8Array)]);
    if (!read && !isLast) {
      // What comes of it is known with the message that ends the transfer.
      this.#status = STATUS_ACK;
      return [];
    }
    const written = this.#written;
    this.#written = new Uint8Array(0);
    return this.#exchange(index, written, read);
  }

  async #exchange(address: number, write: Uint8Array, read: number): Promise<Answer> {
    this.addressed.push(address);
    try {
      const bytes = await this.#bus.exchange(address, write, read);
      this.#status = STATUS_ACK;
      return bytes;
    } catch (error) {
      if (!(error instanceof I2cError && error.code === 'no-answer')) return null;
      this.#status = STATUS_NAK;
      return new Uint8Array(read);
    }
  }
}

/** Length of the first request if it is there whole, else 0. */
function wholeLength(received: Buffer): number {
  if (received.length < HEADER_BYTES) return 0;
  const sends = received.readUInt32BE(0) === CMD_SUBMIT && received.readUInt32BE(12) !== DIRECTION_IN;
  const length = HEADER_BYTES + (sends ? received.readInt32BE(24) : 0);
  return received.length >= length ? length : 0;
}

function standardAnswer(type: number, request: number, value: number): Answer {
  if (request !== GET_DESCRIPTOR) return type & 0x80 ? [0, 0] : [];
  return { 1: DEVICE, 2: CONFIGURATION }[value >> 8] ?? null;
}
