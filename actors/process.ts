import { join } from 'node:path';
import { stationCertificates } from '../drivers/certificates/station-certificates.ts';
import { SystemClock } from '../drivers/clock/system-clock.ts';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { WsCsmsSocket } from '../drivers/csms-socket/ws-csms-socket.ts';
import { createLog } from '../drivers/log/log.ts';
import { CryptoRandom } from '../drivers/random/crypto-random.ts';
import { firmwareDirectory } from './boards/bench.ts';
import { openBoard } from './boards/open-board.ts';
import { connectionAdvice } from './connection-advice.ts';
import { openDemo } from './demo.ts';
import { writeEdgeLog } from './edge-log-file.ts';
import { firmwareWork } from './firmware-work.ts';
import { listenHttp } from './http.ts';
import { LivePage } from './live-page.ts';
import { LogArchive } from './log-archive.ts';
import { logSender } from './log-sender.ts';
import { raiseSecurityEvent } from './security-events.ts';
import { SocketTargets } from './socket-target.ts';
import { Station } from './station.ts';
import { stationLog } from './station-log.ts';
import { StatusView } from './status-view.ts';
import { openStorage } from './storage.ts';
import { Technician } from './technician.ts';
import { VERSION } from './version.ts';

export type StationProcess = {
  readonly address: Readonly<Record<string, string | null>>;
  shutDown(): void;
};

/** Puts the drivers of a real process under a station and starts it. `stopped`: it has stopped in order. */
export async function openProcess(given: StationOptions, stopped: () => void): Promise<StationProcess> {
  const clock = new SystemClock();
  const archive = new LogArchive(join(given.data, 'log'), clock);
  const log = createLog({ level: given.log, clock, archive });
  const { options, start } = await openDemo(given, (line) => log.info(line));
  const warn = (text: string): void => log.warn(text);
  const storage = openStorage(options, clock, warn);
  const demo = await start(storage);
  const csms = options.csms ?? demo?.url ?? '';
  for (const advice of connectionAdvice(csms, storage, clock.now())) warn(advice);
  const opened = await openBoard({ options, clock, socket: new WsCsmsSocket(), warn });
  const targets = new SocketTargets(csms, options.identity, storage, clock);
  const page = new LivePage(clock, (error) => log.error({ err: error }, 'live page'));
  const told = stationLog({ log, clock, page, logged: writeEdgeLog(options, VERSION, storage, warn) });
  const deliver: Station['edge']['deliver'] = (to, event) => station.edge.deliver(to, event);
  const inspector = options.inspect
    ? await (await import('./inspector.ts')).openInspector(options.inspect, clock, log, deliver)
    : null;
  const station = new Station({
    drivers: {
      board: opened.board,
      socket: targets.watch(opened.socket),
      clock,
      random: new CryptoRandom(),
      storage,
      certificates: stationCertificates(storage),
      sendLog: logSender({ storage, archive, status: () => status.status() }),
      firmware: firmwareWork(firmwareDirectory(options.data), opened.installer),
      target: (attempt) => targets.next(attempt),
      ...told.drivers,
    },
    ...told.wiring,
    inspect: inspector?.inspect,
    stopped: () => {
      opened.stop();
      storage.close();
      archive.close();
      stopped();
    },
  });
  const status = new StatusView(station, { ...options, csms }, { storage, board: opened.board, clock });
  const technician = new Technician(station, storage);
  const http = await listenHttp({ ...opened, options, status, page, demo, technician }, log);
  station.start();
  if (archive.wasCleared) raiseSecurityEvent(station.edge, 'SecurityLogWasCleared', 'found at the start');
  const address = { http, identity: options.identity, csms, ...(inspector && { inspect: inspector.url }) };
  return { address, shutDown: () => station.shutDown() };
}
