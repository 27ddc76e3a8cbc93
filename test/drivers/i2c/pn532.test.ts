import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { Card, CardReader } from '../../../drivers/i2c/chip-functions.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { EmulatedPn532 } from '../../../drivers/i2c/emulated/emulated-pn532.ts';
import { Pn532 } from '../../../drivers/i2c/pn532.ts';
import { answerIn, commandFrame } from '../../../drivers/i2c/pn532-frames.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { inTime } from './in-time.ts';

const UID = [0x04, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6];

describe('PN532', () => {
  let clock: VirtualClock;
  let wire: EmulatedBus;
  let chip: EmulatedPn532;
  let reader: CardReader;
  let resets: string[];
  const start = (): Promise<void> => inTime(clock, reader.start());
  const poll = (): Promise<Card | null> => inTime(clock, reader.poll());
  /** How often a frame with this command was sent. */
  const sent = (command: number): number =>
    wire.lines().filter(({ write }) => write[5] === 0xd4 && write[6] === command).length;

  beforeEach(() => {
    clock = new VirtualClock();
    wire = new EmulatedBus(clock);
    chip = new EmulatedPn532(clock);
    wire.attach(0x24, chip);
    resets = [];
    reader = new Pn532(new QueuedBus('bus 2', wire), clock, async (low) => {
      resets.push(`${low ? 'low' : 'high'} at ${clock.now().monotonic_ms}`);
      chip.resetLine(low);
    });
  });

  it('resets the chip for at least 1 ms before it speaks to it', async () => {
    await start();
    expect(resets).toEqual(['low at 0', 'high at 2']);
    await inTime(clock, reader.check());
  });

  it.each([
    [[0x04, 0xa1, 0xb2, 0xc3]],
    [UID],
    [[0x04, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('reads the UID of a card in the order of the wire: %j', async (uid) => {
    await start();
    chip.present({ uid, sensRes: 0x0344, selRes: 0x20 });
    expect(await poll()).toEqual({ uid: Uint8Array.from(uid), sensRes: 0x0344, selRes: 0x20 });
  });

  it('says after a short while that there is no card, and looks again', async () => {
    await start();
    const begin_ms = clock.now().monotonic_ms;
    expect(await poll()).toBeNull();
    expect(clock.now().monotonic_ms - begin_ms).toBeLessThan(100);
    chip.present({ uid: UID });
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    chip.present(null);
    expect(await poll()).toBeNull();
    expect(resets).toHaveLength(2);
  });

  it.each([
    'ignores',
    'garbles the acknowledgement of',
    'garbles',
    'wrong-checksum',
  ] as const)('sends a command again that the chip %s twice, without a reset', async (trouble) => {
    await start();
    chip.present({ uid: UID });
    chip.trouble(trouble, trouble);
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    expect([sent(0x4a), resets.length]).toEqual([3, 2]);
  });

  it.each([
    'ignores',
    'garbles',
    'wrong-checksum',
  ] as const)('resets a chip that %s a command three times, and then reads the card', async (trouble) => {
    await start();
    chip.present({ uid: UID });
    chip.trouble(trouble, trouble, trouble);
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    expect([sent(0x4a), resets.length]).toEqual([4, 4]);
  });

  it('resets a chip that hangs, and goes on', async () => {
    await start();
    chip.present({ uid: UID });
    chip.hang('until-reset');
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    expect(resets).toHaveLength(4);
  });

  it('gives up on a chip that hangs after the reset too, and takes it again when it is well', async () => {
    await start();
    chip.hang('for-ever');
    await expect(poll()).rejects.toMatchObject({ name: 'ChipError', code: 'hung' });
    await expect(poll()).rejects.toMatchObject({ code: 'not-started' });
    await expect(start()).rejects.toMatchObject({ code: 'hung' });
    chip.heal();
    await start();
    expect(await poll()).toBeNull();
  });

  it('finds its way back when the chip lost its power in between', async () => {
    await start();
    chip.present({ uid: UID });
    chip.powerOnReset();
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    chip.powerOnReset();
    chip.present(null);
    expect(await poll()).toBeNull();
  });

  it('wakes a chip that went to sleep: its address is refused once', async () => {
    await start();
    chip.present({ uid: UID });
    chip.sleep();
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
    expect(sent(0x4a)).toBe(2);
    expect(resets).toHaveLength(2);
    // It was not taken for a failure: nothing was called off.
    expect(wire.lines().filter(({ write }) => write.length === 6)).toEqual([]);
  });

  it('reads the UID of a card that says more of itself', async () => {
    await start();
    chip.present({ uid: UID, ats: [0x05, 0x75, 0x80, 0x02] });
    expect((await poll())?.uid).toEqual(Uint8Array.from(UID));
  });

  it('takes no UID of another length for one, also not after a reset', async () => {
    await start();
    chip.present({ uid: [1, 2, 3, 4, 5] });
    await expect(poll()).rejects.toMatchObject({ name: 'ChipError', code: 'garbage' });
    expect(resets).toHaveLength(4);
    await expect(poll()).rejects.toMatchObject({ code: 'not-started' });
  });

  it('takes only its own kind for a reader', async () => {
    chip = new EmulatedPn532(clock, 0x33);
    wire.attach(0x24, chip);
    await expect(start()).rejects.toMatchObject({
      code: 'wrong-chip',
      message: 'PN532 at 0x24: it says that it is 0x33, not 0x32',
    });
  });

  it('says in a check that the chip hangs', async () => {
    await start();
    chip.hang('for-ever');
    await expect(inTime(clock, reader.check())).rejects.toMatchObject({ code: 'hung' });
  });

  it('sends no command twice at once on a stuck bus: only a refused address is one that wakes', async () => {
    await start();
    wire.fail({ kind: 'stuck' });
    await expect(poll()).rejects.toMatchObject({ code: 'timeout' });
    expect([sent(0x4a), sent(0x14)]).toEqual([3, 4]);
  });

  it('is not there, or is another chip: no start', async () => {
    wire.detach(0x24);
    await expect(start()).rejects.toMatchObject({ name: 'I2cError', code: 'no-answer' });
    await expect(poll()).rejects.toMatchObject({ code: 'not-started' });
    wire.fail({ kind: 'garbage' });
    wire.attach(0x24, chip);
    await expect(start()).rejects.toMatchObject({ name: 'ChipError' });
  });

  it('stops at once when the bus is closed', async () => {
    const bus = new QueuedBus('bus 2', wire);
    reader = new Pn532(bus, clock, async (low) => chip.resetLine(low));
    await start();
    const { monotonic_ms } = clock.now();
    bus.close();
    await expect(poll()).rejects.toMatchObject({ code: 'closed' });
    expect(clock.now().monotonic_ms).toBe(monotonic_ms);
  });

  it('polls and checks one after another: their frames do not mix', async () => {
    await start();
    chip.present({ uid: UID });
    const all = Promise.all([reader.poll(), reader.check(), reader.poll()]);
    const [first, , second] = await inTime(clock, all);
    expect([first?.uid, second?.uid]).toEqual([Uint8Array.from(UID), Uint8Array.from(UID)]);
  });
});

describe('frames of the PN532', () => {
  it('are the ones of the manual: GetFirmwareVersion, SAMConfiguration', () => {
    expect([...commandFrame(0x02, [])]).toEqual([0x00, 0x00, 0xff, 0x02, 0xfe, 0xd4, 0x02, 0x2a, 0x00]);
    expect([...commandFrame(0x14, [0x01, 0x14, 0x01])]).toEqual([
      0x00, 0x00, 0xff, 0x05, 0xfb, 0xd4, 0x14, 0x01, 0x14, 0x01, 0x02, 0x00,
    ]);
  });

  it('hold 253 bytes of data, and no more', () => {
    expect(
      commandFrame(
        0x02,
        Array.from({ length: 253 }, () => 0),
      ),
    ).toHaveLength(262);
    expect(() =>
      commandFrame(
        0x02,
        Array.from({ length: 254 }, () => 0),
      ),
    ).toThrow(/256 bytes is too long/);
  });

  const ANSWER = [0x00, 0x00, 0xff, 0x06, 0xfa, 0xd5, 0x03, 0x32, 0x01, 0x06, 0x07, 0xe8, 0x00];

  it('give the data of an answer, whatever follows it', () => {
    const data = Uint8Array.of(0x32, 0x01, 0x06, 0x07);
    expect(answerIn(Uint8Array.of(...ANSWER, 0, 0, 0xff), 0x02)).toEqual(data);
  });

  it('with any one bit changed are no answer, or the same one', () => {
    const right = answerIn(Uint8Array.from(ANSWER), 0x02);
    for (let bit = 0; bit < 8 * (ANSWER.length - 1); bit += 1) {
      const changed = Uint8Array.from(ANSWER);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(answerIn(changed, 0x02), `bit ${bit}`).toBeTypeOf('string');
    }
    expect(right).not.toBeTypeOf('string');
  });

  it.each([
    [[0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00], /does not understand/],
    [[0x00, 0x00, 0xff, 0x01, 0xff, 0xd5, 0x2b, 0x00], /another command/],
    [[0x00, 0x00, 0xff, 0x02, 0xfe, 0xd4, 0x03, 0x29, 0x00], /another command/],
    [[0x00, 0x00, 0xff, 0x02, 0xfe, 0x7f, 0x81, 0x00, 0x00], /another command/],
    [ANSWER.slice(0, 11), /does not end/],
    [[], /does not begin/],
  ])('that say nothing are said to: %#', (bytes, words) => {
    expect(answerIn(Uint8Array.from(bytes), 0x02)).toMatch(words);
    expect(answerIn(Uint8Array.from(ANSWER), 0x04)).toMatch(/another command/);
  });
});
