import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedMcp23017 } from '../../../drivers/i2c/emulated/emulated-mcp23017.ts';
import { I2cError, type I2cErrorCode } from '../../../drivers/i2c/i2c-bus.ts';
import { type I2cWire, QueuedBus } from '../../../drivers/i2c/queued-bus.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** The code of the I2cError that a transfer ends with. */
const codeOf = async (transfer: Promise<unknown>): Promise<I2cErrorCode> => {
  const error = await transfer.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof I2cError) return error.code;
  throw error;
};

describe('a queued bus', () => {
  it('begins no transfer before the last one has ended, and keeps write and read together', async () => {
    const heard: string[] = [];
    const ends: (() => void)[] = [];
    const wire: I2cWire = {
      exchange: async (address, write, readLength) => {
        heard.push(`begins ${address}`);
        await new Promise<void>((resolve) => ends.push(resolve));
        heard.push(`ends ${address}`);
        return bytes(...write).subarray(0, readLength);
      },
      release: () => heard.push('released'),
    };
    const bus = new QueuedBus('bus 1', wire);
    const transfers = [bus.transfer(0x20, bytes(1), 1), bus.transfer(0x21, bytes(2), 1)];
    await new Promise(process.nextTick);
    expect(heard).toEqual(['begins 32']);
    ends[0]!();
    await transfers[0];
    await new Promise(process.nextTick);
    expect(heard).toEqual(['begins 32', 'ends 32', 'begins 33']);
    ends[1]!();
    expect(await Promise.all(transfers)).toEqual([bytes(1), bytes(2)]);
  });

  it('goes on after a transfer that failed', async () => {
    const wire = new EmulatedBus(new VirtualClock());
    wire.attach(0x20, new EmulatedMcp23017());
    const bus = new QueuedBus('bus 1', wire);
    const absent = bus.transfer(0x21, bytes(0), 1);
    const present = bus.transfer(0x20, bytes(0), 1);
    expect(await codeOf(absent)).toBe('no-answer');
    expect(await present).toEqual(bytes(0xff));
  });

  it('takes the bytes at the time it is asked, whatever the caller makes of them later', async () => {
    const wire = new EmulatedBus(new VirtualClock());
    wire.attach(0x20, new EmulatedMcp23017());
    const write = bytes(0x14, 0x55);
    const transfer = new QueuedBus('bus 1', wire).transfer(0x20, write);
    write.fill(0);
    await transfer;
    expect(wire.lines()).toEqual([{ address: 0x20, write: [0x14, 0x55], readLength: 0 }]);
  });

  it.each([
    0,
    0x07,
    0x78,
    -1,
    1.5,
    Number.NaN,
  ])('puts nothing on the wire for address %s', async (address) => {
    const wire = new EmulatedBus(new VirtualClock());
    const bus = new QueuedBus('bus 1', wire);
    expect(await codeOf(bus.transfer(address, bytes(6)))).toBe('unsupported');
    expect(await codeOf(bus.transfer(0x20, bytes(6), 8193))).toBe('unsupported');
    expect(await codeOf(bus.transfer(0x20, new Uint8Array(8193)))).toBe('unsupported');
    expect(wire.lines()).toEqual([]);
  });

  it.each([0x08, 0x77])('lets the address %i pass, and long transfers', async (address) => {
    const exchange: I2cWire['exchange'] = async (_, __, length) => new Uint8Array(length);
    const bus = new QueuedBus('bus 1', { exchange, release: () => {} });
    expect(await bus.transfer(address, new Uint8Array(8192), 8192)).toHaveLength(8192);
  });

  it('puts nothing on the wire for a transfer of nothing', async () => {
    const wire = new EmulatedBus(new VirtualClock());
    expect(await new QueuedBus('bus 1', wire).transfer(0x20, bytes(), 0)).toEqual(bytes());
    expect(wire.lines()).toEqual([]);
  });

  it('touches nothing once it is closed, also of what was waiting', async () => {
    let released = 0;
    const wire = new EmulatedBus(new VirtualClock());
    wire.release = () => {
      released += 1;
    };
    const bus = new QueuedBus('bus 1', wire);
    const waiting = bus.transfer(0x20, bytes(0), 1);
    bus.close();
    bus.close();
    expect(await codeOf(waiting)).toBe('closed');
    expect(await codeOf(bus.transfer(0x20, bytes(0), 1))).toBe('closed');
    expect([wire.lines(), released]).toEqual([[], 1]);
  });

  it('is not used again once the wire is lost, and says so to everyone', async () => {
    let exchanges = 0;
    let released = 0;
    const bus = new QueuedBus('bus 1', {
      exchange: async () => {
        exchanges += 1;
        throw new I2cError('lost', 'an address could not be set');
      },
      release: () => {
        released += 1;
      },
    });
    const [first, second] = [bus.transfer(0x20, bytes(0), 1), bus.transfer(0x40, bytes(6), 0)];
    expect([await codeOf(first), await codeOf(second)]).toEqual(['lost', 'lost']);
    bus.close();
    expect([exchanges, released]).toEqual([1, 1]);
  });

  it('takes no short answer for a whole one', async () => {
    const bus = new QueuedBus('bus 1', { exchange: async () => bytes(1), release: () => {} });
    expect(await codeOf(bus.transfer(0x20, bytes(0), 2))).toBe('failed');
  });
});
