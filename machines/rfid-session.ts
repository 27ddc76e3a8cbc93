import { assign, enqueueActions, not, setup } from 'xstate';
import { decideLocally, type LocalDecision } from './rules/authorisation.ts';
import {
  type Assignment,
  assignCard,
  type CardDecision,
  decideCard,
  type MayUse,
  movedPlug,
} from './rules/connector-selection.ts';
import { type Driver, mayStart } from './rules/reservation.ts';
import { absentPort } from './vocabulary/absent.ts';
import { authorizeAnswer } from './vocabulary/answers.ts';
import type { CallRequest, Withdrawal } from './vocabulary/effects.ts';
import type { ChargePointEvent, ConnectorEvent, RfidSessionEvent } from './vocabulary/events.ts';
import type { CardOutcome } from './vocabulary/feedback.ts';
import { sameIdTag } from './vocabulary/id-tag.ts';
import { connectorActor, type Peer, RFID_SESSION } from './vocabulary/peer.ts';
import type { RecordsView } from './vocabulary/records.ts';
import type { StateMeta } from './vocabulary/state-meta.ts';
import { type ConnectorSummary, isOnline, type LinkSummary } from './vocabulary/summary.ts';

export type RfidSessionInput = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly connectors: readonly ConnectorSummary[];
  readonly link: LinkSummary;
};
export type RfidSessionControl = {
  readonly connectors: readonly ConnectorSummary[];
  readonly online: boolean;
  readonly lastPlugged: number | null;
  /** The card being looked at. */
  readonly idTag: string | null;
  readonly parentIdTag: string | null;
  readonly decision: LocalDecision['verdict'];
  readonly decisionOffline: LocalDecision['verdict'];
  readonly parentOffline: string | null;
  readonly request: number;
};
export type RfidSessionContext = {
  readonly owner: Peer<ChargePointEvent>;
  readonly records: RecordsView;
  readonly control: RfidSessionControl;
};

const relay = (connectorId: number, event: ConnectorEvent) =>
  ({ type: 'RELAY', to: connectorActor(connectorId), event }) as const;

/** Which connector was plugged most lately, once the new summaries are known. */
function lastPlugged(control: RfidSessionControl, now: readonly ConnectorSummary[]): number | null {
  const before = new Set(control.connectors.filter((it) => it.plugged).map((it) => it.connectorId));
  const fresh = now.find((it) => it.plugged && !before.has(it.connectorId));
  return fresh?.connectorId ?? control.lastPlugged;
}

/** Whether a reservation is over is its actor's to say; here those in the records hold. */
const viewOf = ({ records, control }: RfidSessionContext) => ({
  records: records.now,
  connectors: control.connectors,
  at: { monotonic_ms: 0, wall_ms: 0 },
});
const rightOf =
  (driver: Driver, context: RfidSessionContext) => (connectorId: number, leaves: number | null) =>
    mayStart(
      { ...driver, connectorId, ...(leaves === null ? {} : { leavesConnectorId: leaves }) },
      viewOf(context),
    );
/** Where a driver who waits has plugged in, as the new summaries show, and his reservation there. */
function moveOf(context: RfidSessionContext, connectors: readonly ConnectorSummary[]) {
  const now = { ...context, control: { ...context.control, connectors } };
  const right = (from: ConnectorSummary, to: ConnectorSummary) =>
    rightOf({ idTag: from.idTag ?? '', parentIdTag: from.parentIdTag }, now)(
      to.connectorId,
      from.connectorId,
    );
  const move = movedPlug(context.control.connectors, connectors, right);
  return move && { ...move, reservationId: right(move.from, move.to).reservationId };
}
/** Before the parent is known: a reservation that names one may turn out to be for this card. */
const mayUse =
  (idTag: string, context: RfidSessionContext): MayUse =>
  (connectorId, leaves) => {
    if (rightOf({ idTag, parentIdTag: null }, context)(connectorId, leaves).allowed) return 'yes';
    const families = Object.values(context.records.now.reservations).some(
      (it) => it.parentIdTag !== null && (it.connectorId === connectorId || it.connectorId === 0),
    );
    return families ? 'unless-family' : 'never';
  };

/** What the driver is told of a decision; nothing yet while the card is being authorised. */
function outcomeOf(decision: CardDecision | Assignment): CardOutcome | null {
  switch (decision.kind) {
    case 'authorise':
      return null;
    case 'stop':
      return { kind: 'stopped', connectorId: decision.connectorId };
    case 'cancel':
      return { kind: 'cancelled', connectorId: decision.connectorId };
    case 'start':
      return { kind: 'accepted', connectorId: decision.connectorId };
    case 'ignore':
    case 'none':
      return { kind: 'no-connector', connectorId: null };
  }
}

const rfidSessionSetup = setup({
  types: {
    context: {} as RfidSessionContext,
    events: {} as RfidSessionEvent,
    input: {} as RfidSessionInput,
    meta: {} as StateMeta,
  },
  delays: {
    /** Without an answer to Authorize the offline rules decide. */
    authorizeTimeout: 10_000,
  },
  actions: {
    /** Port: asks the central system. Answered by CALL_ANSWERED or CALL_FAILED. */
    call: absentPort<CallRequest>('call'),
    /** Port: takes a CALL back that was not sent yet. No result. */
    withdraw: absentPort<Withdrawal>('withdraw'),
    /** Port: tells the driver what became of the card. */
    cardOutcome: absentPort<CardOutcome>('cardOutcome'),
    noteLink: assign({
      control: ({ context, event }) => ({
        ...context.control,
        online: event.type === 'LINK' ? isOnline(event.link) : context.control.online,
      }),
    }),
    noteConnectors: assign({
      control: ({ context: { control }, event }) =>
        event.type === 'CONNECTORS'
          ? { ...control, connectors: event.connectors, lastPlugged: lastPlugged(control, event.connectors) }
          : control,
    }),
    noteCard: assign({
      control: ({ context: { control, records }, event }) => {
        if (event.type !== 'CARD') return control;
        const situation = { records: records.now, at: event.at };
        const decision = decideLocally(event.idTag, { ...situation, online: control.online });
        const offline = decideLocally(event.idTag, { ...situation, online: false });
        return {
          ...control,
          idTag: event.idTag,
          parentIdTag: decision.verdict === 'accepted' ? decision.parentIdTag : null,
          decision: decision.verdict,
          decisionOffline: offline.verdict,
          parentOffline: offline.verdict === 'accepted' ? offline.parentIdTag : null,
          request: (control.request + 1) % 1000,
        };
      },
    }),
    noteParent: assign({
      control: ({ context: { control }, event }) => ({
        ...control,
        parentIdTag: authorizeAnswer(event)?.parentIdTag ?? null,
      }),
    }),
    noteParentOffline: assign({
      control: ({ context: { control } }) => ({ ...control, parentIdTag: control.parentOffline }),
    }),
    forgetCard: assign({
      control: ({ context: { control } }) => ({ ...control, idTag: null, parentIdTag: null }),
    }),
    /** Stops, cancels: what a card does without being authorised. */
    actOnCard: enqueueActions(({ context, event, enqueue }) => {
      const { control, owner } = context;
      if (event.type !== 'CARD') return;
      const decision = decideCard(event.idTag, control.connectors, mayUse(event.idTag, context));
      if (decision.kind === 'stop') {
        const stop = { type: 'STOP', reason: 'Local', idTag: event.idTag, immediate: false } as const;
        enqueue.sendTo(owner, relay(decision.connectorId, stop));
      } else if (decision.kind === 'cancel')
        enqueue.sendTo(owner, relay(decision.connectorId, { type: 'RELEASE' }));
      const outcome = outcomeOf(decision);
      if (outcome) enqueue({ type: 'cardOutcome', params: outcome });
    }),
    /** Brings an accepted driver to a connector. */
    assignDriver: enqueueActions(({ context, enqueue }) => {
      const { control, owner } = context;
      const { idTag, parentIdTag } = control;
      if (idTag === null) return;
      const driver = { idTag, parentIdTag };
      const right = rightOf(driver, context);
      const target = assignCard(driver, control.connectors, control.lastPlugged, right);
      if (target.kind === 'stop') {
        const stop = { type: 'STOP', reason: 'Local', idTag, immediate: false } as const;
        enqueue.sendTo(owner, relay(target.connectorId, stop));
      } else if (target.kind === 'start') {
        if (target.release !== null) enqueue.sendTo(owner, relay(target.release, { type: 'RELEASE' }));
        const { reservationId } = target;
        const use = { floating: true, remote: false, reservationId } as const;
        enqueue.sendTo(owner, relay(target.connectorId, { type: 'AUTHORISED', ...driver, ...use }));
      }
      const outcome = outcomeOf(target);
      if (outcome) enqueue({ type: 'cardOutcome', params: outcome });
    }),
    movePlug: enqueueActions(({ context, event, enqueue }) => {
      const { owner } = context;
      const move = event.type === 'CONNECTORS' ? moveOf(context, event.connectors) : null;
      if (!move) return;
      const { from, to, reservationId = null } = move;
      const handOver = { type: 'HAND_OVER', toConnectorId: to.connectorId, reservationId } as const;
      enqueue.sendTo(owner, relay(from.connectorId, handOver));
    }),
  },
  guards: {
    needsAuthorisation: ({ context, event }) =>
      event.type === 'CARD' &&
      decideCard(event.idTag, context.control.connectors, mayUse(event.idTag, context)).kind === 'authorise',
    sameCard: ({ context, event }) => event.type === 'CARD' && sameIdTag(event.idTag, context.control.idTag),
    accepted: ({ context }) => context.control.decision === 'accepted',
    refused: ({ context }) => context.control.decision === 'refused',
    acceptedOffline: ({ context }) => context.control.decisionOffline === 'accepted',
    plugMoved: ({ context, event }) =>
      event.type === 'CONNECTORS' && moveOf(context, event.connectors) !== null,
    isMyAnswer: ({ context, event }) =>
      (event.type === 'CALL_ANSWERED' || event.type === 'CALL_FAILED') &&
      event.request === context.control.request,
    answerAccepts: ({ event }) => authorizeAnswer(event)?.status === 'Accepted',
  },
});

const tell = (kind: CardOutcome['kind']) =>
  ({ type: 'cardOutcome', params: { kind, connectorId: null } }) as const;
const tellRefused = tell('refused');
const offlineRules = [
  { guard: 'acceptedOffline', target: 'ready', actions: ['noteParentOffline', 'assignDriver', 'forgetCard'] },
  { target: 'ready', actions: [tellRefused, 'forgetCard'] },
] as const;

/** The one card reader of the station: who is identified, and which connector that concerns (HFS-10). */
export const rfidSession = rfidSessionSetup.createMachine({
  id: 'rfid-session',
  context: ({ input: { owner, records, connectors, link } }) => ({
    owner,
    records,
    control: {
      connectors,
      online: isOnline(link),
      lastPlugged: null,
      idTag: null,
      parentIdTag: null,
      decision: 'ask',
      decisionOffline: 'ask',
      parentOffline: null,
      request: 0,
    },
  }),
  description: 'The one card reader: who is identified, and which connector that concerns.',
  meta: { waitsFor: '' },
  initial: 'ready',
  on: {
    LINK: { actions: 'noteLink' },
    CONNECTORS: [
      { guard: 'plugMoved', actions: ['movePlug', 'noteConnectors'] },
      { actions: 'noteConnectors' },
    ],
  },
  states: {
    ready: {
      description: 'No card is being looked at.',
      meta: { waitsFor: 'a card' },
      on: {
        CARD: [
          { guard: 'needsAuthorisation', target: 'deciding', actions: 'noteCard' },
          { actions: 'actOnCard' },
        ],
      },
    },
    deciding: {
      description: 'The local rules are asked first.',
      meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 3.5' },
      always: [
        { guard: 'accepted', target: 'ready', actions: ['assignDriver', 'forgetCard'] },
        { guard: 'refused', target: 'ready', actions: [tellRefused, 'forgetCard'] },
        { target: 'authorising' },
      ],
    },
    authorising: {
      description: 'The central system is asked.',
      meta: { waitsFor: 'the central system to authorise', clause: 'OCPP 1.6 ed.2 4.1' },
      entry: [
        tell('asked'),
        {
          type: 'call',
          params: ({ context }) => ({
            action: 'Authorize',
            payload: { idTag: context.control.idTag ?? '' },
            requester: RFID_SESSION,
            request: context.control.request,
            urgency: 'normal',
          }),
        },
      ],
      exit: {
        type: 'withdraw',
        params: ({ context }) => ({ requester: RFID_SESSION, request: context.control.request }),
      },
      after: { authorizeTimeout: offlineRules },
      on: {
        CALL_ANSWERED: [
          { guard: not('isMyAnswer') },
          {
            guard: 'answerAccepts',
            target: 'ready',
            actions: ['noteParent', 'assignDriver', 'forgetCard'],
          },
          { target: 'ready', actions: [tellRefused, 'forgetCard'] },
        ],
        CALL_FAILED: [{ guard: not('isMyAnswer') }, ...offlineRules],
        CARD: [
          { guard: 'sameCard' },
          { guard: 'needsAuthorisation', target: 'deciding', actions: 'noteCard' },
          { actions: 'actOnCard' },
        ],
      },
    },
  },
});
