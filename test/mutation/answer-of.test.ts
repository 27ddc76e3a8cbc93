import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { answerOf, HANG_MS } from './answer-of.ts';

const started = () => {
  const child = new EventEmitter();
  const clock = new VirtualClock();
  return { child, clock, answer: answerOf(child, clock) };
};

describe('a worker that tries a mistake', () => {
  it('may take long as long as it comes on', async () => {
    const { child, clock, answer } = started();
    for (let step = 0; step < 10; step += 1) {
      clock.advance(HANG_MS - 1);
      child.emit('message', { type: 'comes on' });
    }
    child.emit('message', { type: 'ready' });
    expect(await answer).toEqual({ type: 'ready' });
  });

  it('hangs when it says nothing for a minute', async () => {
    const { child, clock, answer } = started();
    child.emit('message', { type: 'comes on' });
    clock.advance(HANG_MS);
    expect(await answer).toBe('hangs');
  });

  it('has died when its process ends, and is listened to no more', async () => {
    const { child, answer } = started();
    child.emit('exit', null, 'SIGABRT');
    expect(await answer).toBe('ended');
    expect([child.listenerCount('message'), child.listenerCount('exit')]).toEqual([0, 0]);
  });
});
