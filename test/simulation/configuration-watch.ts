import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import type { Report } from './violations.ts';

/** S13 where a value is stored: a number within the range of its key, a switch that is on or off. */
export function configurationStored(change: RecordChange, records: StationRecords, report: Report): void {
  if (change.type !== 'configuration-set') return;
  const { key, value } = change;
  const definition = records.profile.keys.find(({ name }) => name === key);
  const holds = definition?.value;
  const inRange =
    holds?.kind === 'integer'
      ? (Number(value) >= holds.min && Number(value) <= holds.max) || holds.also?.includes(Number(value))
      : holds?.kind === 'boolean'
        ? value === 'true' || value === 'false'
        : holds !== undefined;
  if (!inRange || definition?.access === 'R') report('S13', `${key} is ${value}`);
}
