import { Secret } from '../machines/vocabulary/secret.ts';
import { type EdgeLog, EdgeLogError, type EdgeLogHeader } from './edge-log.ts';
import type { Envelope } from './envelope.ts';

/** What a log does not tell: a secret of the right shape stands in for it. */
export const STAND_IN = '0'.repeat(40);
const revived = (_name: string, value: unknown): unknown =>
  value === '[secret]' ? new Secret(STAND_IN) : value;

function parsed(line: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line, revived);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new EdgeLogError(`line ${number} of the edge log is no JSON object`);
}

/**
 * Reads the text of an edge log. A last line that was cut off (the power was cut as it was written) is left
 * out.
 * @throws EdgeLogError
 */
export function readEdgeLog(text: string): EdgeLog {
  const lines = text.split('\n');
  lines.pop();
  const [header, ...envelopes] = lines.map((line, index) => parsed(line, index + 1));
  if (!header || !('format' in header) || header.format !== 1)
    throw new EdgeLogError('the edge log does not begin with a header of format 1');
  const stray = envelopes.findIndex((it) => !('seq' in it && 'cause' in it && 'to' in it && 'event' in it));
  if (stray >= 0) throw new EdgeLogError(`line ${stray + 2} of the edge log is no envelope`);
  return { header: header as EdgeLogHeader, envelopes: envelopes as readonly Envelope[] };
}
