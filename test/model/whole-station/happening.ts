import type { DurableMessage, RecordChange } from '../../../machines/vocabulary/records.ts';

/**
 * What an observer outside the station sees of one step, in order: the wire, the disk, the power. The
 * checkers of S3 to S6 judge by this alone.
 */
export type Happening =
  | { readonly kind: 'opened' }
  /** As the station knows: closed by either side, or given up. */
  | { readonly kind: 'closed' }
  /** A CALL of ours. `sequence`: of the stored message it carries. */
  | {
      readonly kind: 'called';
      readonly messageId: string;
      readonly action: string;
      readonly sequence: number | null;
    }
  /** A CALL of the central system, and our answer to one. */
  | { readonly kind: 'asked'; readonly messageId: string; readonly action: string; readonly payload: object }
  | { readonly kind: 'replied'; readonly messageId: string }
  /** An answer of the central system; `conf` null: a CALLERROR, or no valid answer. */
  | {
      readonly kind: 'answered';
      readonly messageId: string;
      readonly action: string;
      readonly sequence: number | null;
      readonly conf: object | null;
    }
  | { readonly kind: 'timer'; readonly name: string }
  /** A commit that reached the disk. */
  | {
      readonly kind: 'stored';
      readonly changes: readonly RecordChange[];
      readonly messages: readonly { readonly sequence: number; readonly message: DurableMessage }[];
    }
  /** A stored message is forgotten, with the answer (null: given up), and that is on the disk. */
  | { readonly kind: 'forgotten'; readonly sequence: number; readonly conf: object | null }
  | { readonly kind: 'power cut' }
  /** The step is over. */
  | { readonly kind: 'quiescent' };

/** A property as an observer: what it remembers, and what it says of each happening. */
export type Observer<Memory> = {
  readonly initial: Memory;
  /** @returns what it remembers next, or what is wrong. */
  see(memory: Memory, happening: Happening): Memory | Wrong;
};
export class Wrong {
  readonly property: string;
  readonly words: string;
  constructor(property: string, words: string) {
    this.property = property;
    this.words = words;
  }
}
