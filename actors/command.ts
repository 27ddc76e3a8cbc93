import { readFileSync } from 'node:fs';
import { BenchError } from '../drivers/bench/bench-error.ts';
import { HELP } from '../drivers/command-line/help.ts';
import { parseOptions } from '../drivers/command-line/options.ts';
import { StartError } from '../drivers/command-line/start-error.ts';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { DemoCentralSystemError } from '../drivers/demo-central-system/demo-central-system.ts';
import { HttpServerError } from '../drivers/http-server/http-error.ts';
import { StorageError } from '../drivers/storage/storage.ts';
import { startConfiguration } from '../machines/rules/configuration.ts';
import { BOARDS } from './boards/open-board.ts';
import { EdgeLogError } from './edge-log.ts';
import { openProcess, type StationProcess } from './process.ts';
import { VERSION } from './version.ts';

/** The command `wallchart`. Mistakes: a sentence each on standard error, exit status 2. */
export async function run(): Promise<void> {
  const command = parseOptions({
    argv: process.argv.slice(2),
    env: process.env,
    readFile: (path) => readFileSync(path, 'utf8'),
    boards: BOARDS,
    startConfiguration,
  });
  switch (command.kind) {
    case 'help':
      return console.log(HELP);
    case 'version':
      return console.log(VERSION);
    case 'mistakes':
      for (const mistake of command.mistakes) console.error(mistake);
      process.exitCode = 2;
      return;
    case 'run':
      return start(command.options);
  }
}

/** Runs until a signal: the first stops in order, also while it starts; the second ends at once. */
async function start(options: StationOptions): Promise<void> {
  let station: StationProcess | null = null;
  let signals = 0;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      signals += 1;
      // That a terminal has gone is no hurry, and may be said twice.
      if (signals > 1 && signal !== 'SIGHUP') process.exit(1);
      station?.shutDown();
    });
  }
  try {
    station = await openProcess(options, () => process.exit(0));
    if (signals > 0) return station.shutDown();
    console.log(JSON.stringify({ ready: true, ...station.address, pid: process.pid }));
  } catch (error) {
    const expected = [
      StorageError,
      BenchError,
      StartError,
      HttpServerError,
      DemoCentralSystemError,
      EdgeLogError,
    ].some((it) => error instanceof it);
    console.error(expected ? (error as Error).message : error);
    process.exit(1);
  }
}
