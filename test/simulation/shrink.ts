import type { Registry } from '../../machines/registry.ts';
import type { Incident } from './incident.ts';
import { DAY_MS } from './plan-day.ts';
import { run, type Script } from './run.ts';

type Try = (script: Script) => Promise<boolean>;

const onDay = (day: number): ((incident: Incident) => boolean) => {
  return ({ at_ms }) => Math.floor(at_ms / DAY_MS) === day;
};

/** The failing day alone, as the first one; else all days up to it. */
async function fewerDays(script: Script, failingDay: number, fails: Try): Promise<Script> {
  const incidents = script.incidents.filter(onDay(failingDay));
  const moved = incidents.map((it) => ({ ...it, at_ms: it.at_ms - failingDay * DAY_MS }));
  const alone: Script = { ...script, days: 1, incidents: moved };
  if (await fails(alone)) return alone;
  return {
    ...script,
    days: failingDay + 1,
    incidents: script.incidents.filter((it) => it.at_ms < (failingDay + 1) * DAY_MS),
  };
}

/**
 * Drops incidents while the run still violates the property: halves first, then ever smaller parts.
 * @param tries runs at most.
 */
export async function shrink(
  script: Script,
  failure: { readonly property: string; readonly day: number },
  { registry, tries = 250 }: { readonly registry?: Registry; readonly tries?: number } = {},
): Promise<Script> {
  let left = tries;
  const fails: Try = async (candidate) => {
    left -= 1;
    const { violations } = await run(candidate, registry);
    return violations.some(({ property }) => property === failure.property);
  };
  let shortest = await fewerDays(script, failure.day, fails);
  for (let size = Math.ceil(shortest.incidents.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < shortest.incidents.length && left > 0; ) {
      const incidents = shortest.incidents.toSpliced(start, size);
      const candidate = { ...shortest, incidents };
      if (await fails(candidate)) shortest = candidate;
      else start += size;
    }
  }
  return shortest;
}
