import type { Fields, Pattern } from './pattern.ts';

/** Seconds: a number, a variable, or the value of a configuration key, `times` of it. */
export type Seconds = number | `$${string}` | { readonly key: string; readonly times?: number };

type Timing = {
  /** At least so long after the step before. */
  readonly atLeast?: Seconds;
  /** So long after the step before, to the second. */
  readonly after?: Seconds;
  /** Its meter value was taken so long after that of the MeterValues before in the flow. */
  readonly spaced?: Seconds;
};

/** The station sends a CALL, and is answered. */
export type Says = Timing & {
  readonly kind: 'says';
  readonly action: string;
  readonly fields: Fields;
  /** What the central system answers; left out: whatever. */
  readonly answered?: Fields;
  readonly optional?: true;
  /** Only where the key has this value; else it must not come. */
  readonly where?: readonly [key: string, value: string];
};
/** The central system sends a CALL, and the station answers; a CALLERROR is `{callError: code}`. */
export type Asked = {
  readonly kind: 'asked';
  readonly action: string;
  readonly fields: Fields;
  readonly answer: Pattern;
};
/** A person, or an accident, does something to the station. */
export type Hand = Timing & {
  readonly kind: 'hand';
  readonly act: string;
  readonly fields: Fields;
  readonly optional?: true;
};
/** The connection opens or closes; `password`: what the central system got, in hexadecimal digits. */
export type Link = {
  readonly kind: 'opened' | 'closed' | 'admitted';
  readonly fields: Fields;
};
/** From the step before until the next one (the last: until anyone acts), and at least so long. */
export type Never = {
  readonly kind: 'never';
  /** null: no frame at all, not even an answer. */
  readonly action: string | null;
  readonly fields: Fields;
  readonly for_s: number;
};
/** What the recording cannot show: for readers. */
export type Prose = { readonly kind: 'prose'; readonly text: string };

export type Visible = Says | Asked | Hand | Link;
export type Step =
  | Visible
  | Never
  | Prose
  | { readonly kind: 'swapping'; readonly steps: readonly Visible[] };

/** Messages and acts that may come between the steps, and why that is no deviation. */
export type Besides = { readonly step: Says | Hand; readonly why: string };

/** A test case of the certification of a charge point, for this station. */
export type CertifiedFlow = {
  readonly id: string;
  readonly name: string;
  readonly profile: string;
  readonly section: string;
  readonly applies: 'applicable' | 'uncertain' | 'not-applicable';
  /** Lines of the certificate. */
  readonly because: readonly string[];
  readonly reason: string;
  /** Why no test proves it yet; absent: one has to. */
  readonly notYet?: string;
  /** Values that keys must have had in the run. */
  readonly keys?: Fields;
  readonly steps: readonly Step[];
  readonly besides?: readonly Besides[];
};

type About = Pick<CertifiedFlow, 'id' | 'name' | 'because' | 'reason'> &
  Partial<Pick<CertifiedFlow, 'applies' | 'notYet' | 'keys' | 'steps' | 'besides'>>;

/** The flows of one section of the list of test cases. */
export const sectionOf = (profile: string, section: string, flows: readonly About[]): CertifiedFlow[] =>
  flows.map((about) => ({ applies: 'applicable', steps: [], profile, section, ...about }));
