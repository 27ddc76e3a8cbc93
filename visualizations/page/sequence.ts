import type { RecordedItem, Scene } from '../live/frames.ts';
import { frameOf } from './frame-of.ts';
import { laneOf } from './lanes.ts';

/** An arrow of a sequence diagram, between two lifelines. */
export type Message = {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** A CALLRESULT or CALLERROR. */
  readonly isAnswer?: boolean;
};

/** What one item is in a sequence diagram. */
export type Sequence = {
  /** Lifeline of whom the input reached; null for a frame on the wire. */
  readonly input: string | null;
  readonly messages: readonly Message[];
  /** Lifelines of the actors that changed their state. */
  readonly changed: readonly string[];
  readonly isWire: boolean;
};

type Seen = {
  readonly changes: readonly { readonly actor: string }[];
  readonly action: string;
  /** Before and after the item. */
  readonly scenes: readonly Scene[];
};

/** The sequence of one item: its input, and who told whom what; a message within a lifeline is left out. */
export function sequenceOf(item: RecordedItem, { changes, action, scenes }: Seen): Sequence {
  if (item.kind === 'wire') {
    const [from, to] = item.direction === 'sent' ? ['link', 'csms'] : ['csms', 'link'];
    const message = { from, to, label: action, isAnswer: frameOf(item.text)[0] !== 2 };
    return { input: null, messages: [message], changed: [], isWire: true };
  }
  const lane = (actor: string): string => laneOf(actor, ...scenes);
  const messages = item.told
    .map(({ from, to, type }) => ({ from: lane(from), to: lane(to), label: type }))
    .filter(({ from, to }) => from !== to)
    // Several actors of one lifeline are told the same: one arrow.
    .filter((it, index, all) => index === 0 || !isSame(it, all[index - 1]!));
  const changed = [...new Set(changes.map(({ actor }) => lane(actor)))];
  return { input: lane(item.to), messages, changed, isWire: false };
}

const isSame = (one: Message, other: Message): boolean =>
  one.from === other.from && one.to === other.to && one.label === other.label;
