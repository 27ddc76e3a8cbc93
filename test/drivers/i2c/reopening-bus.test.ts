import { describe, expect, it } from 'vitest';
import { type I2cBus, I2cError, type I2cErrorCode } from '../../../drivers/i2c/i2c-bus.ts';
import { ReopeningBus } from '../../../drivers/i2c/reopening-bus.ts';

/** Buses that say their number, until they are told to fail. */
function busMaker() {
  const made: { bus: I2cBus; fails: I2cErrorCode | null; closed: boolean }[] = [];
  const make = (): I2cBus => {
    const number = made.length + 1;
    const entry = { fails: null as I2cErrorCode | null, closed: false };
    const bus: I2cBus = {
      name: 'bus 1',
      transfer: async () => {
        if (entry.fails) throw new I2cError(entry.fails, 'as told');
        return Uint8Array.of(number);
      },
      close: () => {
        entry.closed = true;
      },
    };
    made.push(Object.assign(entry, { bus }));
    return bus;
  };
  return { made, make };
}
const NOTHING = new Uint8Array(0);

describe('a bus that is opened anew', () => {
  it('is another one after it was lost, once for all transfers that were lost with it', async () => {
    const { made, make } = busMaker();
    const bus = new ReopeningBus(make(), async () => make());
    expect([...(await bus.transfer(0x20, NOTHING, 1))]).toEqual([1]);
    made[0]!.fails = 'lost';
    const lost = await Promise.allSettled([1, 2, 3].map(() => bus.transfer(0x20, NOTHING, 1)));
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([...(await bus.transfer(0x20, NOTHING, 1))]).toEqual([2]);
    expect(made).toHaveLength(2);
  });

  it('stays the same after any other error', async () => {
    const { made, make } = busMaker();
    const bus = new ReopeningBus(make(), async () => make());
    for (const code of ['no-answer', 'busy', 'timeout', 'failed'] as const) {
      made[0]!.fails = code;
      await expect(bus.transfer(0x20, NOTHING, 1)).rejects.toMatchObject({ code });
    }
    made[0]!.fails = null;
    expect([...(await bus.transfer(0x20, NOTHING, 1))]).toEqual([1]);
  });

  it('is tried again as long as it cannot be opened', async () => {
    const { made, make } = busMaker();
    let opens = 0;
    const bus = new ReopeningBus(make(), async () => {
      opens += 1;
      if (opens < 3) throw new I2cError('no-bus', 'not there');
      return make();
    });
    made[0]!.fails = 'lost';
    for (let n = 0; n < 3; n += 1) await expect(bus.transfer(0x20, NOTHING, 1)).rejects.toThrow();
    expect([...(await bus.transfer(0x20, NOTHING, 1))]).toEqual([2]);
  });

  it('closes the bus that it has, and opens none after that', async () => {
    const { made, make } = busMaker();
    const bus = new ReopeningBus(make(), async () => make());
    bus.close();
    made[0]!.fails = 'lost';
    await expect(bus.transfer(0x20, NOTHING, 1)).rejects.toThrow();
    await Promise.resolve();
    expect([made.length, made[0]!.closed]).toEqual([1, true]);
  });
});
