import {
  type Bindings,
  type DestinationStream,
  destination as fileDestination,
  type Level,
  type Logger,
  multistream,
  pino,
} from 'pino';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { StationClock } from '../clock/clock.ts';
import { redact } from './redaction.ts';

/** The log of the station: pino, of which every line has passed the redaction. */
export type Log = Pick<Logger, 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'> & {
  child(bindings: object): Log;
};

const STANDARD_ERROR = 2;

/** Of lines that could not be written yet. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** Lines to an open file. What it does not take (its disk is full) is lost: no charge ends for a log. */
export function linesTo(fd: number): DestinationStream {
  const lines = fileDestination({ fd, sync: true, maxLength: MOST_WAITING_BYTES });
  lines.on('error', () => {});
  return lines;
}

/** The lines of a level and above to one stream, all down to `debug` to the other. */
const both = (level: string, stream: DestinationStream, archive: DestinationStream): DestinationStream =>
  multistream([
    { level: 'debug', stream: archive },
    ...(level === 'silent' ? [] : [{ level: level as Level, stream }]),
  ]);

/**
 * JSON lines, by default on standard error, with the station's own time. Whatever is logged, object, child
 * binding or message, is redacted before pino sees it.
 * @param level a level of pino, or `silent`.
 * @param destination where lines go; each call of `write` is one line.
 */
export function createLog({
  level,
  clock,
  destination = linesTo(STANDARD_ERROR),
  archive,
}: {
  readonly level: string;
  readonly clock: Pick<StationClock, 'now'>;
  readonly destination?: DestinationStream;
  /** Gets every line down to `debug`, whatever the level. */
  readonly archive?: DestinationStream;
}): Log {
  const redacted = (object: object): Record<string, unknown> => ({ ...(redact(object) as object) });
  const log = pino(
    {
      level: archive && !(level === 'trace') ? 'debug' : level,
      base: null,
      timestamp: () => `,"time":"${isoTime(clock.now().wall_ms)}"`,
      formatters: { level: (label) => ({ level: label }) },
      // An error has become a plain object by the time pino would serialise it.
      serializers: { err: (err: unknown) => err },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          const safe =
            first instanceof Error
              ? [{ err: redact(first) }, ...rest.map((part) => redact(part))]
              : args.map((part) => redact(part));
          method.apply(this, safe as typeof args);
        },
      },
    },
    archive ? both(level, destination, archive) : destination,
  );
  const bare: (this: Logger, bindings: Bindings) => Logger = log.child;
  // Children inherit this; pino itself would format the bindings of the first logger only.
  return Object.assign(log, {
    child(this: Logger, bindings: object): Log {
      return bare.call(this, redacted(bindings));
    },
  });
}
