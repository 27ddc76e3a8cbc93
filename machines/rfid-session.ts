import { assign, enqueueActions, not, setup } from 'xstate';
import { decideLocally, type LocalDecision } from './rules/authorisation.ts';
import { assignCard, decideCard, movedPlug } from './rules/connector-selection.ts';
import { absentPort } from './vocabulary/absent.ts';
import { authorizeAnswer } from './vocabulary/answers.ts';
import type { CallRequest } from './vocabulary/effects.ts';
import type { ChargePointEvent, ConnectorEvent, RfidSessionEvent } from './vocabulary/events.ts';
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
    actOnCard: enqueueActions(({ context: { control, owner }, event, enqueue }) => {
      if (event.type !== 'CARD') return;
      const decision = decideCard(event.idTag, control.connectors);
      if (decision.kind === 'stop') {
        const stop = { type: 'STOP', reason: 'Local', idTag: event.idTag, immediate: false } as const;
        enqueue.sendTo(owner, relay(decision.connectorId, stop));
      } else if (decision.kind === 'cancel')
        enqueue.sendTo(owner, relay(decision.connectorId, { type: 'RELEASE' }));
    }),
    /** Brings an accepted driver to a connector. */
    assignDriver: enqueueActions(({ context: { control, owner }, enqueue }) => {
      const { idTag, parentIdTag } = control;
      if (idTag === null) return;
      const target = assignCard({ idTag, parentIdTag }, control.connectors, control.lastPlugged);
      if (target.kind === 'stop') {
        const stop = { type: 'STOP', reason: 'Local', idTag, immediate: false } as const;
        enqueue.sendTo(owner, relay(target.connectorId, stop));
      } else if (target.kind === 'start') {
        if (target.release !== null) enqueue.sendTo(owner, relay(target.release, { type: 'RELEASE' }));
        const driver = { idTag, parentIdTag, floating: true, remote: false, reservationId: null } as const;
        enqueue.sendTo(owner, relay(target.connectorId, { type: 'AUTHORISED', ...driver }));
      }
    }),
    movePlug: enqueueActions(({ context: { control, owner }, enqueue }) => {
      const move = movedPlug(control.connectors);
      if (!move) return;
      const { idTag, parentIdTag } = move.from;
      enqueue.sendTo(owner, relay(move.from.connectorId, { type: 'RELEASE' }));
      const driver = {
        idTag: idTag ?? '',
        parentIdTag,
        floating: true,
        remote: false,
        reservationId: null,
      } as const;
      enqueue.sendTo(owner, relay(move.to.connectorId, { type: 'AUTHORISED', ...driver }));
    }),
  },
  guards: {
    needsAuthorisation: ({ context, event }) =>
      event.type === 'CARD' && decideCard(event.idTag, context.control.connectors).kind === 'authorise',
    sameCard: ({ context, event }) => event.type === 'CARD' && sameIdTag(event.idTag, context.control.idTag),
    accepted: ({ context }) => context.control.decision === 'accepted',
    refused: ({ context }) => context.control.decision === 'refused',
    acceptedOffline: ({ context }) => context.control.decisionOffline === 'accepted',
    plugMoved: ({ event }) => event.type === 'CONNECTORS' && movedPlug(event.connectors) !== null,
    isMyAnswer: ({ context, event }) =>
      (event.type === 'CALL_ANSWERED' || event.type === 'CALL_FAILED') &&
      event.request === context.control.request,
    answerAccepts: ({ event }) => authorizeAnswer(event)?.status === 'Accepted',
  },
});

const offlineRules = [
  { guard: 'acceptedOffline', target: 'ready', actions: ['noteParentOffline', 'assignDriver', 'forgetCard'] },
  { target: 'ready', actions: 'forgetCard' },
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
      { guard: 'plugMoved', actions: ['noteConnectors', 'movePlug'] },
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
        { guard: 'refused', target: 'ready', actions: 'forgetCard' },
        { target: 'authorising' },
      ],
    },
    authorising: {
      description: 'The central system is asked.',
      meta: { waitsFor: 'the central system to authorise', clause: 'OCPP 1.6 ed.2 4.1' },
      entry: {
        type: 'call',
        params: ({ context }) => ({
          action: 'Authorize',
          payload: { idTag: context.control.idTag ?? '' },
          requester: RFID_SESSION,
          request: context.control.request,
          urgency: 'normal',
        }),
      },
      after: { authorizeTimeout: offlineRules },
      on: {
        CALL_ANSWERED: [
          { guard: not('isMyAnswer') },
          { guard: 'answerAccepts', target: 'ready', actions: ['noteParent', 'assignDriver', 'forgetCard'] },
          { target: 'ready', actions: 'forgetCard' },
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
