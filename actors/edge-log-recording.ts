import { redact, redactText } from '../drivers/log/redaction.ts';
import { parseIsoTime } from '../machines/vocabulary/instant.ts';
import type { RecordedItem, Scene } from '../visualizations/live/frames.ts';
import { Recorder } from '../visualizations/live/recorder.ts';
import type { Played } from '../visualizations/page/played-edge-log.ts';
import { FILE_CAPACITY, Recording } from '../visualizations/page/recording.ts';
import type { EdgeLog } from './edge-log.ts';
import type { Envelope } from './envelope.ts';
import { readEdgeLog } from './read-edge-log.ts';
import { type Replayed, replay } from './replay.ts';

/**
 * An edge log, played again, as a recording that the live page opens without a station: every input with the
 * states, messages, timers and frames that followed. What was received stands in the inputs.
 */
export async function edgeLogRecording(
  log: EdgeLog,
): Promise<Pick<Replayed, 'differences'> & { readonly lines: string }> {
  const instantOf = ({ monotonic_ms, wall }: Envelope) => ({
    monotonic_ms,
    wall_ms: parseIsoTime(wall) ?? 0,
  });
  const [first] = log.envelopes;
  let at = first ? instantOf(first) : { monotonic_ms: 0, wall_ms: 0 };
  const recorder = new Recorder({ now: () => at, capacity: Number.POSITIVE_INFINITY });
  const envelope = (it: Envelope): void => {
    at = instantOf(it);
    recorder.envelope(it);
  };
  const failures: unknown[] = [];
  recorder.onFailure = (error) => void failures.push(error);
  const trace = (direction: 'sent' | 'received', text: string): void =>
    recorder.wire(direction, redactText(text));
  const { differences } = replay(log, { log: envelope, watch: recorder, trace });
  // The last cascade is complete when nothing more follows at once.
  await Promise.resolve();
  if (failures.length > 0) throw failures[0];
  const { base, items } = recorder.history;
  const recording = new Recording(FILE_CAPACITY);
  recording.begin(redact(base) as Scene, redact(items) as readonly RecordedItem[]);
  const { version, options } = log.header;
  const about = { identity: options.identity, software: `wallchart ${version}`, bench: false, demo: false };
  return { differences, lines: recording.toLines(about) };
}

/** The same for the page, whose worker imports this module. @throws EdgeLogError (rejects). */
export const playedEdgeLog = async (text: string): Promise<Played> => edgeLogRecording(readEdgeLog(text));
