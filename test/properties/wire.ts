export type Side = 'station' | 'central system';

/** A frame of OCPP-J as it crossed the wire; of an answer, the action is that of the CALL it answers. */
export type Frame = {
  readonly kind: 'call' | 'result' | 'error';
  /** Monotonic time of the run, in ms. */
  readonly at_ms: number;
  readonly from: Side;
  readonly messageId: string;
  readonly action: string;
  /** Payload of a CALL or CALLRESULT, `{code}` of a CALLERROR. */
  readonly payload: Readonly<Record<string, unknown>>;
};

/** What happened on the wire, in the order the station saw it. `started`: the station booted (again). */
export type WireEvent =
  | Frame
  | { readonly kind: 'started' | 'opened' | 'closed'; readonly at_ms: number }
  | { readonly kind: 'unreadable'; readonly at_ms: number; readonly from: Side; readonly text: string };

/** What is wrong with a run, a sentence each; empty if nothing is. */
export type Violations = readonly string[];

/** Looks at a run while it goes on. `ended`: nothing comes any more. */
export type WireWatch = { heard(event: WireEvent): void; ended?(): void };
/** @param violated told each thing that is wrong, when it happens. */
export type WatchWire = (violated: (words: string) => void) => WireWatch;

/** What such a watch finds in a whole run. */
export const overAll =
  (watchWire: WatchWire) =>
  (events: readonly WireEvent[]): Violations => {
    const violations: string[] = [];
    const watch = watchWire((words) => violations.push(words));
    for (const event of events) watch.heard(event);
    watch.ended?.();
    return violations;
  };

/** Says when and what, for a sentence. */
export const said = (frame: Frame): string =>
  `${frame.at_ms} ms: ${frame.from} ${frame.kind} ${frame.action} ${JSON.stringify(frame.payload)}`;

export const isFrame = (event: WireEvent): event is Frame =>
  event.kind === 'call' || event.kind === 'result' || event.kind === 'error';

/** Whether it asks the station for a message: TriggerMessage, or that of the security whitepaper. */
export const isTrigger = ({ kind, action }: Frame): boolean =>
  kind === 'call' && (action === 'TriggerMessage' || action === 'ExtendedTriggerMessage');

type StationCall = Frame & { readonly kind: 'call'; readonly from: 'station' };
export const isCallOfStation = (event: WireEvent): event is StationCall =>
  event.kind === 'call' && event.from === 'station';
