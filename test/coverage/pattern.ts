/**
 * What a field of a message has to be. A text that begins with `$` is a variable: its first value binds it,
 * and from then on it is that value; two variables of one kind (`variable-kinds.ts`) are never the same.
 * `null`: absent. An object: these fields at least. An array: exactly these elements.
 */
export type Pattern =
  | string
  | number
  | boolean
  | null
  | readonly Pattern[]
  | Rule
  | { readonly [field: string]: Pattern };

export type Fields = { readonly [field: string]: Pattern };

/** What takes more than a value to say. */
export type Rule =
  | { readonly rule: 'any' | 'none' | 'has'; readonly of: readonly Pattern[] }
  | { readonly rule: 'range'; readonly from: number; readonly to: number }
  | { readonly rule: 'present' }
  | { readonly rule: 'text'; readonly includes: string }
  | { readonly rule: 'plus'; readonly to: string; readonly by: number }
  | { readonly rule: 'time'; readonly of: TimeOf }
  | { readonly rule: 'aligned'; readonly key: string }
  | { readonly rule: 'periods'; readonly left: Periods };

/** Of this message, of the last thing a person did, or one that a variable holds; each within a second. */
export type TimeOf = 'message' | 'hand' | `$${string}`;
export type Periods = readonly (readonly [startPeriod: number, limit: number])[];

/** One of these; `null` among them: or absent. */
export const any = (...of: readonly Pattern[]): Rule => ({ rule: 'any', of });
/** Present, and none of these. */
export const none = (...of: readonly Pattern[]): Rule => ({ rule: 'none', of });
/** A list with these elements among others. */
export const has = (...of: readonly Pattern[]): Rule => ({ rule: 'has', of });
export const range = (from: number, to: number = Number.POSITIVE_INFINITY): Rule => ({
  rule: 'range',
  from,
  to,
});
export const present: Rule = { rule: 'present' };
export const including = (text: string): Rule => ({ rule: 'text', includes: text });
/** A number that is greater than a variable by so much. */
export const plus = (to: string, by: number): Rule => ({ rule: 'plus', to, by });
export const timeOf = (of: TimeOf): Rule => ({ rule: 'time', of });
/** A time on a multiple of the key's seconds, counted from 00:00:00. */
export const aligned = (key: string): Rule => ({ rule: 'aligned', key });
/** What is left of these periods, counted from the last charging profile that the flow installed. */
export const left = (...periods: Periods): Rule => ({ rule: 'periods', left: periods });
