import { describe, expect, it } from 'vitest';
import type { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { lightAt } from '../../../drivers/reference-board/reference-feedback.ts';
import { type ReferenceRig, referenceRig } from './reference-rig.ts';

/** What the pilots and faults of a board say, from now on. */
function listen({ board }: ReferenceRig): string[] {
  const heard: string[] = [];
  board.controlPilot.onPilot((id, pilot) => heard.push(`${id} ${pilot}`));
  board.faultMonitor.onFault((id, { errorCode }, cleared) => {
    heard.push(`${id} ${errorCode}${cleared ? ' cleared' : ''}`);
  });
  heard.length = 0;
  return heard;
}

describe('a safety bus that is lost', () => {
  it.each<[Parameters<EmulatedBus['fail']>[0]['kind'], number]>([
    ['no-answer', 100],
    ['failed', 100],
    ['busy', 100],
    // Nothing fails for a second: it only does not end.
    ['stuck', 350],
  ])('(%s) is a lost pilot of all within %i ms, and then what they are', async (kind, within_ms) => {
    const rig = await referenceRig();
    rig.world.plug(2);
    await rig.pass(500);
    const heard = listen(rig);
    const heal = rig.hardware.safetyBus.fail({ kind });
    await rig.pass(within_ms);
    expect(heard).toEqual(['0 InternalError', '1 E', '2 E']);
    await rig.pass(5_000);
    expect(heard).toHaveLength(3);
    heal();
    // A transfer of a bus that is held low has a second of patience.
    await rig.pass(1_500);
    expect(heard.slice(3).sort()).toEqual(['0 InternalError cleared', '1 A', '2 B']);
    rig.stop();
  });

  it('is not one that only takes its time, as on a busy computer', async () => {
    const rig = await referenceRig();
    const heard = listen(rig);
    // Some ten transfers make a pass.
    rig.hardware.safetyBus.fail({ kind: 'slow', stretch_ms: 6 });
    await rig.pass(3_000);
    expect(heard).toEqual([]);
    rig.stop();
  });
});

describe('lights', () => {
  it('show colours and patterns on the channels of their connector', async () => {
    const rig = await referenceRig();
    const { userFeedback } = rig.board;
    userFeedback.show(1, { light: { colour: 'amber', pattern: 'steady' }, text: '' });
    userFeedback.show(2, { light: { colour: 'blue', pattern: 'blinking' }, text: '' });
    const seen = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      await rig.pass(100);
      expect([2, 3, 4].map((channel) => rig.hardware.pulses.duty(channel))).toEqual([1, 0.5, 0]);
      seen.add([5, 6, 7].map((channel) => rig.hardware.pulses.duty(channel)).join());
    }
    expect([...seen].sort()).toEqual(['0,0,0', '0,0,1']);
    rig.stop();
  });

  it('are shown again after the chip was reset', async () => {
    const rig = await referenceRig();
    rig.board.userFeedback.show(1, { light: { colour: 'red', pattern: 'steady' }, text: '' });
    await rig.pass(300);
    rig.hardware.pulses.powerOnReset();
    await rig.pass(3_000);
    expect(rig.hardware.pulses.duty(2)).toBe(1);
    rig.stop();
  });

  it('pulse softly: brighter and darker, never off', () => {
    const steps = Array.from({ length: 16 }, (_, step) =>
      lightAt({ colour: 'green', pattern: 'pulsing' }, step),
    );
    const greens = steps.map(([, green]) => green);
    expect(Math.min(...greens)).toBeGreaterThan(0);
    expect(Math.max(...greens)).toBe(1);
    expect(steps.every(([red, , blue]) => red === 0 && blue === 0)).toBe(true);
  });

  it('and the buzzer: two short tones have a pause between them, and it ends', async () => {
    const rig = await referenceRig();
    rig.board.userFeedback.sound('two-short');
    const heard: boolean[] = [];
    for (let n = 0; n < 50; n += 1) {
      await rig.pass(10);
      heard.push(rig.hardware.lines.pin('B', 7));
    }
    const edges = heard.filter((on, index) => on !== (heard[index - 1] ?? false));
    expect(edges).toEqual([true, false, true, false]);
    rig.stop();
  });
});
