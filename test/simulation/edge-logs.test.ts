import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEdgeLog } from '../../actors/read-edge-log.ts';
import { replay } from '../../actors/replay.ts';
import { registry as allMachines, type Registry } from '../../machines/registry.ts';
import { Transcript } from '../../visualizations/transcript.ts';
import { PLAIN_DAY, ROUGH_DAY } from './day-shape.ts';
import { EdgeLogs } from './edge-logs.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { readScript } from './read-script.ts';
import { run, scriptOf } from './run.ts';
import { shrink } from './shrink.ts';

const TRACES = new URL('./traces/', import.meta.url);
const TIMEOUT_MS = 60_000;

describe('the edge logs of a simulated station', () => {
  it.each(readdirSync(TRACES))(
    'of %s play to the same, life by life',
    async (file) => {
      const logs = new EdgeLogs();
      await run(readScript(new URL(file, TRACES)), undefined, logs);
      expect(logs.texts.length).toBeGreaterThan(0);
      for (const text of logs.texts) expect(replay(readEdgeLog(text)).differences).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it.each([11, 12, 13, 14])(
    'of a rough day do, too (seed %i)',
    async (seed) => {
      const logs = new EdgeLogs();
      await run(scriptOf(seed, 1, ROUGH_DAY), undefined, logs);
      for (const text of logs.texts) expect(replay(readEdgeLog(text)).differences).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'of a failing run that was shrunk are short, and show on the real actors what was violated',
    async () => {
      const { property, registry } =
        PLANTED_BUGS['a contactor that does not open when the vehicle leaves state C']!;
      const short = await shrink(scriptOf(1, 1, PLAIN_DAY), { property, day: 0 }, { registry, tries: 25 });
      const logs = new EdgeLogs();
      const { violations } = await run(short, registry, logs);
      expect(violations.map((it) => it.property)).toContain(property);
      const told = (text: string, machines: Registry): string => {
        const transcript = new Transcript();
        const played = replay(readEdgeLog(text), Object.assign(transcript, { registry: machines }));
        if (machines === registry) expect(played.differences).toEqual([]);
        return transcript.text();
      };
      // Beside the machines as they are: what they do is not what this log shows.
      expect(logs.texts.map((text) => told(text, registry))).not.toEqual(
        logs.texts.map((text) => told(text, allMachines)),
      );
    },
    TIMEOUT_MS,
  );
});
