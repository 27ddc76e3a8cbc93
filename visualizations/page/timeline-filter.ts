import type { Entry } from './recording.ts';
import { entryWords } from './words.ts';

/** What of the timeline is shown. */
export type TimelineFilter = {
  /** 0: all. */
  readonly connector: number;
  /** By the station's own number; 0: all. */
  readonly transaction: number;
  /** Lower case; every word must occur. */
  readonly text: string;
  /** Also cascades in which no statechart changed its state. */
  readonly everything: boolean;
};

/** The heartbeat of the link, which is in the way of everything else. */
const isQuiet = ({ item, changes }: Entry): boolean =>
  item.kind === 'cascade' &&
  changes.every(({ actor }) => actor === 'ocpp-connection') &&
  item.to !== 'charge-point' &&
  !item.event.type.startsWith('SOCKET');

/** Whether an entry is shown. */
export function matches(entry: Entry, { connector, transaction, text, everything }: TimelineFilter): boolean {
  if (!everything && isQuiet(entry)) return false;
  if (connector !== 0 && !entry.connectors.includes(connector)) return false;
  if (transaction !== 0 && !entry.transactions.includes(transaction)) return false;
  if (text === '') return true;
  const { item } = entry;
  const said = item.kind === 'wire' ? item.text : JSON.stringify(item);
  const searched = `${entryWords(entry)} ${said}`.toLowerCase();
  return text.split(/\s+/).every((word) => searched.includes(word));
}
