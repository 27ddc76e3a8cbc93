import { parentPort, workerData } from 'node:worker_threads';
import { linkedModules } from './linked-modules.ts';

/** Modules that a station serves, in a thread of its own, see `readReplayModules`. */
const bytesOf = (text: string): Uint8Array =>
  Buffer.from(
    text.replaceAll(/'wallchart:([\w./@-]+)'/g, (_, id) => `'/page/replay/${encodeURIComponent(id)}'`),
  );

const modules = linkedModules(new URL(workerData)).map(({ id, text }) => [id, bytesOf(text)] as const);
const [, entry] = modules.at(-1)!;
parentPort?.postMessage(new Map([...modules, ['entry', entry]]));
