import { type Frame, isFrame, type WireEvent } from '../properties/wire.ts';

/** What a person or an accident did to the station: `plug`, `card`, `fault`, `link`, `power off`, … */
export type Deed = {
  readonly kind: 'hand';
  readonly at_ms: number;
  readonly act: string;
  readonly fields: Readonly<Record<string, unknown>>;
};
/** The central system let a station in, which said who it is; `password` in hexadecimal digits. */
export type Admission = {
  readonly kind: 'admitted';
  readonly at_ms: number;
  readonly fields: { readonly identity: string; readonly password: string | null };
};
export type StoryEvent = WireEvent | Deed | Admission;

/** Everything that happened in a run, and which transitions the machines took before which event. */
export type Story = {
  readonly events: readonly StoryEvent[];
  /** Virtual time at the end of the run. */
  readonly ended_ms: number;
  /** Wall clock at 0 ms of the run. */
  readonly start_ms: number;
  /** The configuration at the end. */
  readonly configuration: Readonly<Record<string, string>>;
  /** `place`: how many events there were when the transition was taken. */
  readonly transitions: readonly { readonly id: string; readonly place: number }[];
};

export type Answer = { readonly index: number; readonly payload: Readonly<Record<string, unknown>> };

/** The answer to the CALL at this place; of a CALLERROR `{callError: code}`. */
export function answerTo(events: readonly StoryEvent[], call: Frame, after: number): Answer | null {
  const index = events.findIndex(
    (it, at) =>
      at > after &&
      isFrameOf(it) &&
      it.kind !== 'call' &&
      it.from !== call.from &&
      it.messageId === call.messageId,
  );
  const answer = events[index];
  if (!answer || !isFrameOf(answer)) return null;
  const payload = answer.kind === 'error' ? { callError: answer.payload.code } : answer.payload;
  return { index, payload };
}

export const isFrameOf = (event: StoryEvent): event is Frame =>
  event.kind !== 'hand' && event.kind !== 'admitted' && isFrame(event);

/** Someone acts: a person, or the central system with a CALL. */
export const isAct = (event: StoryEvent): boolean =>
  event.kind === 'hand' ||
  (event.kind === 'call' && event.from === 'central system') ||
  event.kind === 'started';
