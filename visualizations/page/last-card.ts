import type { CardOutcome } from '../../machines/vocabulary/feedback.ts';
import { frameOf } from './frame-of.ts';
import type { Entry } from './recording.ts';
import { timeOfDay } from './words.ts';

/** The card that was shown last, and what became of it. */
export type LastCard = {
  readonly idTag: string;
  readonly wall: string;
  readonly monotonic_ms: number;
  /** The central system could be asked. */
  readonly online: boolean;
  /** What the local list says of it; null: nothing. */
  readonly listed: string | null;
  readonly outcome: CardOutcome | null;
  /** What the central system answered; null: nothing. */
  readonly said: string | null;
};

type Reader = { readonly online?: boolean; readonly listed?: string | null };

function answerOf(entry: Entry): string | null {
  if (entry.item.kind !== 'wire' || entry.item.direction !== 'received' || entry.action !== 'Authorize')
    return null;
  const [type, , conf] = frameOf(entry.item.text);
  if (type !== 3) return null;
  return (conf as { readonly idTagInfo?: { readonly status?: string } }).idTagInfo?.status ?? null;
}

/** Among the items up to a moment, newest last. */
export function lastCard(entries: readonly Entry[]): LastCard | null {
  const start = entries.findLastIndex(({ item }) => item.kind === 'cascade' && item.event.type === 'CARD');
  const shown = entries[start]?.item;
  if (shown?.kind !== 'cascade') return null;
  const reader = (shown.changed['rfid-session']?.control ?? {}) as Reader;
  const since = entries.slice(start);
  const outcomes = since.flatMap(({ item }) =>
    item.kind === 'cascade' ? item.ports.filter(({ port }) => port === 'cardOutcome') : [],
  );
  const told = outcomes.map(({ request }) => request as CardOutcome);
  return {
    idTag: String((shown.event as { readonly idTag?: unknown }).idTag),
    wall: shown.wall,
    monotonic_ms: shown.monotonic_ms,
    online: reader.online === true,
    listed: reader.listed ?? null,
    outcome: told.findLast(({ kind }) => kind !== 'asked') ?? null,
    said: since.map(answerOf).find((it) => it !== null) ?? null,
  };
}

const UNKNOWN =
  'the station does not know the card (local list, cache), and unknown ones may not charge then ' +
  '(AllowOfflineTxForUnknownId)';

/** Why a card led to nothing, or null if it led to something. */
export function refusalWords(card: LastCard): string | null {
  const { idTag, wall, outcome, said, listed, online } = card;
  const shown = `Card ${idTag}, shown at ${timeOfDay(wall).slice(0, 8)} UTC,`;
  if (outcome?.kind === 'no-connector') {
    return `${shown} found no connector that it may use: none free, reserved for others, or out of service.`;
  }
  if (outcome?.kind !== 'refused') return null;
  if (said !== null) return `${shown} was refused: the central system says ${said}.`;
  if (listed !== null && listed !== 'Accepted') return `${shown} was refused: the local list says ${listed}.`;
  if (!online) return `${shown} was refused: there is no connection to the central system, and ${UNKNOWN}.`;
  return `${shown} was refused: the central system gave no answer, and ${UNKNOWN}.`;
}
