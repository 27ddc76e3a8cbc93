import { type ChildProcess, fork } from 'node:child_process';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import type { Answer, MeasuredTest, Task } from './mutation-worker.ts';

/** A trial that takes longer hangs: the longest honest one takes a tenth of it. */
const HANG_MS = 90_000;
/** What a failed test leaves behind (sockets, timers) goes with its process. */
const TRIALS_A_PROCESS = 60;

const clock = new SystemClock();

export type Tried = Extract<Answer, { type: 'tried' }>;

/** One process at a time that tries mutants; a hanging one is killed and replaced. */
export class MutationProcess {
  #child: ChildProcess | null = null;
  #trials = 0;

  /** The tests with what each comes by. */
  async measure(): Promise<readonly MeasuredTest[]> {
    const answer = await this.#ask({ type: 'measure' });
    if (answer?.type !== 'measured') throw new Error('the suites could not be measured');
    return answer.tests;
  }

  async try(task: Task & { type: 'try' }): Promise<Tried> {
    this.#trials += 1;
    if (this.#trials % TRIALS_A_PROCESS === 0) this.close();
    const answer = await this.#ask(task);
    if (answer?.type === 'tried') return answer;
    this.close();
    const words = 'the process hangs or dies';
    return { type: 'tried', mutant: task.mutant, findings: [{ layer: 'hang', properties: [], words }] };
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  /** @returns null if the process ended or gave no answer in time. */
  async #ask(task: Task): Promise<Answer | null> {
    const child = this.#child ?? (await this.#start());
    const answered = answerOf(child);
    child.send(task);
    return answered;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(new URL('mutation-worker.ts', import.meta.url), {
      // A mutant that never comes to rest fills the memory: it may do so quickly.
      execArgv: ['--max-old-space-size=700'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ready = await answerOf(child);
    if (ready?.type !== 'ready') throw new Error('the suites could not be loaded');
    this.#child = child;
    return child;
  }
}

function answerOf(child: ChildProcess): Promise<Answer | null> {
  const { promise, resolve } = Promise.withResolvers<Answer | null>();
  const hang = clock.setTimeout(() => resolve(null), HANG_MS);
  const ended = () => resolve(null);
  child.once('message', (answer) => resolve(answer as Answer));
  child.once('exit', ended);
  return promise.finally(() => {
    clock.clearTimeout(hang);
    child.off('exit', ended);
  });
}
