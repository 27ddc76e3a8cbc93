import { edgeLogHeader, edgeLogLine } from '../../actors/edge-log.ts';
import type { Envelope } from '../../actors/envelope.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';

const OPTIONS = { identity: 'CP-1', csms: 'ws://simulated', board: 'bench' };

/** What a simulated station was told, as `--edge-log` writes it: a log for each time with power. */
export class EdgeLogs {
  readonly #lives: string[][] = [];

  /** The station has power. @returns takes each of its inputs. */
  begin(storage: MemoryStorage): (envelope: Envelope) => void {
    const lines = [edgeLogLine(edgeLogHeader('simulation', storage, storage.messages(), OPTIONS))];
    this.#lives.push(lines);
    return (envelope) => void lines.push(edgeLogLine(envelope));
  }

  get texts(): readonly string[] {
    return this.#lives.map((lines) => lines.join(''));
  }
}
