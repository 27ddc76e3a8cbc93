import { enqueueActions } from 'xstate';
import { answerTo } from '../../machines/charge-point/reactions.ts';
import type { ChargePointContext } from '../../machines/charge-point/setup.ts';
import { type Registry, registry } from '../../machines/registry.ts';
import type { CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { ChargePointEvent } from '../../machines/vocabulary/events.ts';
import { CHARGE_POINT } from '../../machines/vocabulary/peer.ts';
import type { RecordChange } from '../../machines/vocabulary/records.ts';
import { mutated } from '../model/mutated.ts';
import type { PlantedBug } from './planted-bugs.ts';

type Args = {
  context: ChargePointContext;
  event: ChargePointEvent;
  enqueue: (action: { type: string; params: object }) => void;
};

/** A station that answers the central system in its own way. */
function answering(answer: (request: CommitRequest, enqueue: Args['enqueue']) => void): Registry {
  const planted = enqueueActions(({ context, event, enqueue }: Args) => {
    const request = answerTo(context, event);
    if (request) answer(request, enqueue);
  });
  const actions = { answer: planted } as never;
  return { ...registry, chargePoint: registry.chargePoint.provide({ actions }) };
}

/** A number of seconds as one of milliseconds. */
const inMilliseconds = (change: RecordChange): RecordChange =>
  change.type === 'configuration-set' && /^\d+$/.test(change.value)
    ? { ...change, value: `${change.value}000` }
    : change;

/** Stations with a bug in what they answer and tell, and the property that it violates. */
export const PLANTED_ANSWERS: Readonly<Record<string, PlantedBug>> = {
  'a station that stores the values of its keys in milliseconds': {
    seed: 1,
    property: 'S13',
    registry: answering((request, enqueue) =>
      enqueue({
        type: 'commit',
        params: { ...request, changes: (request.changes ?? []).map(inMilliseconds) },
      }),
    ),
  },
  'a station that tells which AuthorizationKey it has stored': {
    seed: 1,
    property: 'S12',
    registry: answering((request, enqueue) => {
      enqueue({ type: 'commit', params: request });
      for (const change of request.changes ?? []) {
        if (change.type !== 'secret-set') continue;
        const payload = { vendorId: 'planted', data: change.value.reveal() };
        const call = { action: 'DataTransfer', payload, requester: CHARGE_POINT, request: -1 };
        enqueue({ type: 'call', params: { ...call, urgency: 'normal' } });
      }
    }),
  },
  'a Reserved or Unavailable connector whose time to identify runs out': {
    seed: 3,
    property: 'S7',
    registry: {
      ...registry,
      connector: mutated(registry.connector, ['session', 'preparing'], (preparing) => {
        preparing.after = { connectionTimeOut: 'finishing' };
      }),
    },
  },
};
