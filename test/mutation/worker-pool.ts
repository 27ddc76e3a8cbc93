import { type ChildProcess, fork } from 'node:child_process';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { answerOf } from './answer-of.ts';
import type { Answer, MeasuredTest, Task } from './mutation-worker.ts';

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
    if (typeof answer !== 'object' || answer.type !== 'measured')
      throw new Error('the suites could not be measured');
    return answer.tests;
  }

  async try(task: Task & { type: 'try' }): Promise<Tried> {
    this.#trials += 1;
    if (this.#trials % TRIALS_A_PROCESS === 0) this.close();
    let answer = await this.#ask(task);
    // What earlier trials left behind may have filled the memory: a mistake kills a fresh process, too.
    if (answer === 'ended') answer = await this.#ask(task);
    if (typeof answer === 'object' && answer.type === 'tried') return answer;
    const words = answer === 'hangs' ? 'the process comes to no end' : 'the process dies';
    return { type: 'tried', mutant: task.mutant, findings: [{ layer: 'hang', properties: [], words }] };
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #ask(task: Task): Promise<Answer | 'hangs' | 'ended'> {
    const child = this.#child ?? (await this.#start());
    const answered = answerOf(child, clock);
    child.send(task);
    const answer = await answered;
    if (typeof answer === 'string') this.close();
    else if (answer.type === 'broken') throw new Error(answer.words);
    return answer;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(new URL('mutation-worker.ts', import.meta.url), {
      // A mutant that never comes to rest fills the memory: it may do so quickly.
      execArgv: ['--max-old-space-size=700'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ready = await answerOf(child, clock);
    if (typeof ready !== 'object' || ready.type !== 'ready')
      throw new Error('the suites could not be loaded');
    this.#child = child;
    return child;
  }
}
