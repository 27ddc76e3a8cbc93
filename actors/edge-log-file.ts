import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { HttpRefusal } from '../drivers/http-server/http-error.ts';
import type { HttpReply, Route } from '../drivers/http-server/route.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { EdgeLogError, type EdgeLogHeader, edgeLogHeader, edgeLogLine } from './edge-log.ts';
import type { Envelope } from './envelope.ts';

function created(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (cause) {
    throw new EdgeLogError(`The edge log ${path} cannot be written.`, { cause });
  }
}

type Options = Pick<StationOptions, 'identity' | 'csms' | 'board' | 'edgeLog'>;

/**
 * Writes an edge log, a line for each input before it is acted on. A file that cannot be written ends the
 * log, never the station.
 * @returns what to call with each envelope, if a file was named.
 * @throws EdgeLogError if the file cannot be created.
 */
export function writeEdgeLog(
  options: Options,
  version: string,
  storage: Storage,
  warn: (text: string) => void,
): (envelope: Envelope) => void {
  if (options.edgeLog === null) return () => {};
  let file: number | null = created(options.edgeLog);
  const write = (line: EdgeLogHeader | Envelope): void => {
    if (file === null) return;
    try {
      writeSync(file, edgeLogLine(line));
    } catch (error) {
      closeSync(file);
      file = null;
      warn(`The edge log ${options.edgeLog} ends here: ${error instanceof Error ? error.message : error}`);
    }
  };
  write(edgeLogHeader(version, storage, storage.messages(), options));
  return write;
}

/**
 * `GET /edge-log`: the log as it is by now, where one is written to a file. Every line of it is without
 * secrets.
 */
export const edgeLogRoutes = ({ edgeLog }: Pick<Options, 'edgeLog'>): readonly Route[] =>
  edgeLog === null ? [] : [{ method: 'GET', path: '/edge-log', handle: () => edgeLogReply(edgeLog) }];

async function edgeLogReply(path: string): Promise<HttpReply> {
  const file = await stat(path).catch(() => null);
  // What is no file (a pipe, a terminal) went where it went.
  if (!file?.isFile()) throw new HttpRefusal(404, 'the edge log is no file, or not there any more');
  return {
    contentType: 'application/jsonl; charset=utf-8',
    headers: { 'content-disposition': 'attachment; filename="edge.jsonl"' },
    length_bytes: file.size,
    // It grows meanwhile: a line begun after this is not sent in part.
    from: () => createReadStream(path, { end: file.size - 1 }),
  };
}
