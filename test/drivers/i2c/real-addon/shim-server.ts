import { createServer, type Server, type Socket } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { EmulatedBus } from '../../../../drivers/i2c/emulated/emulated-bus.ts';
import { I2cError } from '../../../../drivers/i2c/i2c-bus.ts';

const { EAGAIN, EBUSY, EIO, ENXIO, ETIMEDOUT } = constants.errno;
const ERRNO: Readonly<Record<string, number>> = { 'no-answer': ENXIO, busy: EAGAIN, timeout: ETIMEDOUT };
/** I2C_FUNC_I2C and I2C_FUNC_SMBUS_EMUL, as the kernel's i2c-tiny-usb has them; and the latter alone. */
const I2C_AND_SMBUS = 0x0eff0009;
const SMBUS_ONLY = 0x0eff0008;
const HEAD_BYTES = 3;

/** The other end of `i2c-shim.c`: what a kernel with this bus would do. */
export class ShimServer {
  readonly path: string;
  /** Addresses that a driver of the kernel has: they cannot be set. */
  readonly taken = new Set<number>();
  /** Addresses that transfers went to, 0 included. */
  readonly addressed: number[] = [];
  onlySmbus = false;
  /** Files that are open now, and how many there ever were. */
  open = 0;
  opened = 0;
  readonly #bus: EmulatedBus;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(folder: string, bus: EmulatedBus) {
    this.path = join(folder, 'i2c.sock');
    this.#bus = bus;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  listen(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(this.path, resolve);
    });
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket): void {
    const file = { address: 0 };
    let received = Buffer.alloc(0);
    this.open += 1;
    this.opened += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.open -= 1;
      this.#sockets.delete(socket);
    });
    // A process waits for each answer before it asks again: there is never more than one request.
    socket.on('data', async (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < HEAD_BYTES) return;
      const [operation, argument] = [String.fromCharCode(received[0]!), received.readUInt16LE(1)];
      if (operation === 'W' && received.length < HEAD_BYTES + argument) return;
      const data = received.subarray(HEAD_BYTES);
      received = Buffer.alloc(0);
      const answer = await this.#answer(file, operation, argument, data);
      const result = Buffer.alloc(4);
      result.writeInt32LE(typeof answer === 'number' ? answer : answer.length);
      socket.write(typeof answer === 'number' ? result : Buffer.concat([result, answer]));
    });
  }

  async #answer(
    file: { address: number },
    operation: string,
    argument: number,
    data: Uint8Array,
  ): Promise<number | Uint8Array> {
    if (operation === 'F') return this.onlySmbus ? SMBUS_ONLY : I2C_AND_SMBUS;
    if (operation === 'S') {
      if (this.taken.has(argument)) return -EBUSY;
      file.address = argument;
      return 0;
    }
    this.addressed.push(file.address);
    try {
      if (operation === 'R') return await this.#bus.exchange(file.address, new Uint8Array(0), argument);
      await this.#bus.exchange(file.address, data, 0);
      return argument;
    } catch (error) {
      return -(error instanceof I2cError ? (ERRNO[error.code] ?? EIO) : EIO);
    }
  }
}
