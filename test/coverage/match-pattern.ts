import { type Bindings, bind, same } from './bindings.ts';
import type { Pattern, Periods, Rule, TimeOf } from './pattern.ts';

/** What a rule may look at besides the value. */
export type Facts = {
  /** Wall clock of the message, and of the last thing a person did, in ms. */
  readonly message_ms: number;
  readonly hand_ms: number | null;
  /** Since the last charging profile was installed, in s. */
  readonly elapsed_s: number;
  readonly configuration: Readonly<Record<string, string>>;
};

const isRule = (pattern: Pattern): pattern is Rule =>
  typeof pattern === 'object' && pattern !== null && !Array.isArray(pattern) && 'rule' in pattern;
const isVariable = (pattern: Pattern): pattern is string =>
  typeof pattern === 'string' && pattern.startsWith('$');

/**
 * Whether a value is what the pattern says.
 * @returns the bindings, with those of variables that were free; null if it is not.
 */
export function matchPattern(
  pattern: Pattern,
  value: unknown,
  bindings: Bindings,
  facts: Facts,
): Bindings | null {
  const isTrue = (condition: boolean): Bindings | null => (condition ? bindings : null);
  if (pattern === null) return isTrue(value === undefined);
  if (isVariable(pattern)) return bind(bindings, pattern, value);
  if (typeof pattern !== 'object') return isTrue(same(pattern, value));
  if (isRule(pattern)) return matchRule(pattern, value, bindings, facts);
  if (Array.isArray(pattern)) {
    const list = Array.isArray(value) && value.length === pattern.length ? value : null;
    return list && all(pattern, (index) => list[Number(index)], bindings, facts);
  }
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  return fields && all(pattern as { [field: string]: Pattern }, (field) => fields[field], bindings, facts);
}

function all(
  patterns: { readonly [field: string]: Pattern } | readonly Pattern[],
  fieldOf: (field: string) => unknown,
  bindings: Bindings,
  facts: Facts,
): Bindings | null {
  let now: Bindings | null = bindings;
  for (const [field, pattern] of Object.entries(patterns))
    now = now && matchPattern(pattern, fieldOf(field), now, facts);
  return now;
}

const first = (found: readonly (Bindings | null)[]): Bindings | null => found.find((it) => it) ?? null;

function matchRule(rule: Rule, value: unknown, bindings: Bindings, facts: Facts): Bindings | null {
  const isTrue = (condition: boolean): Bindings | null => (condition ? bindings : null);
  const matches = (pattern: Pattern, of: unknown) => matchPattern(pattern, of, bindings, facts);
  switch (rule.rule) {
    case 'present':
      return isTrue(value !== undefined);
    case 'any':
      return first(rule.of.map((it) => matches(it, value)));
    case 'none':
      return isTrue(value !== undefined && rule.of.every((it) => matches(it, value) === null));
    case 'has': {
      const list: readonly unknown[] = Array.isArray(value) ? value : [];
      let now: Bindings | null = bindings;
      for (const it of rule.of) now = now && first(list.map((of) => matchPattern(it, of, now!, facts)));
      return now;
    }
    case 'range':
      return isTrue(value !== '' && Number(value) >= rule.from && Number(value) <= rule.to);
    case 'text':
      return isTrue(typeof value === 'string' && value.includes(rule.includes));
    case 'plus':
      return isTrue(value === Number(bindings[rule.to]) + rule.by);
    case 'time':
      return isTrue(isNear(value, timeOf(rule.of, bindings, facts)));
    case 'aligned':
      return isTrue(Date.parse(String(value)) % (1000 * Number(facts.configuration[rule.key])) === 0);
    case 'periods':
      return matches(left(rule.left, facts.elapsed_s), value);
  }
}

const NEAR_MS = 1000;
const isNear = (value: unknown, time_ms: number | null): boolean =>
  time_ms !== null && Math.abs(Date.parse(String(value)) - time_ms) <= NEAR_MS;

function timeOf(of: TimeOf, bindings: Bindings, facts: Facts): number | null {
  if (of === 'message') return facts.message_ms;
  if (of === 'hand') return facts.hand_ms;
  return Date.parse(String(bindings[of]));
}

/** What is left of a schedule some time after it began. */
function left(periods: Periods, elapsed_s: number): Pattern {
  const running = periods.findLastIndex(([startPeriod]) => startPeriod <= elapsed_s);
  return periods.slice(running).map(([startPeriod, limit]) => ({
    startPeriod: Math.max(0, startPeriod - elapsed_s),
    limit,
  }));
}
