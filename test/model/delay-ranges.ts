import { open } from '../../machines/vocabulary/profiles/open.ts';

export type Range = { readonly min_ms: number; readonly max_ms: number };

/** What a key may be set to, by the widest profile; 0 switches off and arms nothing. */
function rangeOfKey(name: string, smallest_s = 1): Range {
  const value = open.keys.find((key) => key.name === name)?.value;
  if (value?.kind !== 'integer') throw new Error(`${name} is no number among the keys`);
  return { min_ms: Math.max(value.min, smallest_s) * 1000, max_ms: value.max * 1000 };
}
const anything: Range = { min_ms: 0, max_ms: Number.POSITIVE_INFINITY };

/** Delays that are no constants, by the name the machines (or the call queue) give them. */
export const VARIABLE_DELAYS: Readonly<Record<string, Range>> = {
  connectionTimeOut: rangeOfKey('ConnectionTimeOut'),
  sampleInterval: rangeOfKey('MeterValueSampleInterval'),
  pingInterval: rangeOfKey('WebSocketPingInterval'),
  heartbeatInterval: rangeOfKey('HeartbeatInterval'),
  answer: rangeOfKey('MessageTimeout'),
  /** Whatever the central system says. */
  bootRetry: { min_ms: 1_000, max_ms: Number.POSITIVE_INFINITY },
  /** Of GetDiagnostics, GetLog and SignedUpdateFirmware, within a day. */
  retryInterval: { min_ms: 0, max_ms: 86_400_000 },
  /** With every jitter, eager or patient. */
  backOff: { min_ms: 1_000, max_ms: 60_000 },
  /** TransactionMessageRetryInterval times the attempts, or the retry of a failed commit. */
  transaction: anything,
  security: anything,
};

const known = new Map<string, Range | null>();
/** @returns null for a constant. `timer` as XState names it, or the call queue. */
function variable(timer: string): Range | null {
  const range = known.get(timer);
  if (range !== undefined) return range;
  const name = timer.replace('xstate.after.', '').split('.')[0] ?? '';
  const found = VARIABLE_DELAYS[name] ?? null;
  known.set(timer, found);
  return found;
}

type Delayed = { readonly timer: string; readonly delay_ms: number };
/** All that the delay of a timer may be, whatever the keys are set to. */
export const rangeOf = ({ timer, delay_ms }: Delayed): Range =>
  variable(timer) ?? { min_ms: delay_ms, max_ms: delay_ms };
