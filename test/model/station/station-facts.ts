import type { AnyMachineSnapshot } from 'xstate';
import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import type { Authorised } from '../../../machines/vocabulary/events.ts';
import {
  CHARGE_POINT,
  connectorActor,
  contactorActor,
  transactionActor,
} from '../../../machines/vocabulary/peer.ts';
import type { OpenTransaction } from '../../../machines/vocabulary/records.ts';
import { shownBy } from '../compositions/connector.ts';
import type { PowerFacts, PowerStep } from '../properties.ts';
import type { StepRecord } from '../system.ts';
import { connectorOf, type Node } from './station-model.ts';
import { vehicleAt } from './surroundings.ts';

export const CONNECTORS: readonly number[] = [1, 2];

/** A connector as it shows itself, or null while the station is down. */
export const connectorAt = ({ world }: Node, connectorId: number): AnyMachineSnapshot | null =>
  (world.actors.get(connectorActor(connectorId))?.state as AnyMachineSnapshot | undefined) ?? null;

export const openAt = ({ records }: Node, connectorId: number): OpenTransaction | undefined =>
  Object.values(records.transactions).find((it) => it.connectorId === connectorId);

export const goesDown = ({ around: { central } }: Node): boolean =>
  central.resetting !== null || central.stopping;

/** What S1, S2 and S9 speak of, as everybody but the machines knows it. */
export function powerFactsAt(node: Node, connectorId: number): PowerFacts | null {
  const { around, world, records } = node;
  const connector = connectorAt(node, connectorId);
  if (!connector) return null;
  const { pilot, told, mirror, flowing, coil, offer_A } = vehicleAt(around, connectorId);
  const open = openAt(node, connectorId);
  const contactor = contactorActor(connectorId);
  return {
    connectorId,
    pilot: told ? pilot : null,
    mirrorClosed: mirror,
    currentFlows: flowing,
    boardFault: around.board.faulted.some((it) => it === 0 || it === connectorId),
    emergencyStop: around.board.emergencyStop,
    coilClosed: coil,
    offer_A,
    limit_A: records.profile.rating_A,
    transactionOpen: open !== undefined && world.actors.has(transactionActor(open.id)),
    authorisationEnded: open !== undefined && around.central.refused.includes(open.id),
    ...shownBy(connector),
    goingDown: goesDown(node),
    timers: world.timers.filter(({ actor }) => actor === contactor),
  };
}

export function powerStepAt(
  before: PowerFacts,
  { effects, armed }: StepRecord,
  after: PowerFacts,
): PowerStep {
  const contactor = contactorActor(after.connectorId);
  return {
    before,
    after,
    closes: effects.some(
      ({ actor, port, params }) =>
        actor === contactor && port === 'coil' && (params as { closed: boolean }).closed,
    ),
    starts: startsIn(effects).some((it) => it.connectorId === after.connectorId),
    armed: armed.filter(({ actor }) => actor === contactor).map(({ timer }) => timer),
  };
}

export type Start = {
  readonly connectorId: number;
  readonly idTag: string;
  readonly parentIdTag: string | null;
};

/** The transactions whose start was handed to storage in a step. */
export const startsIn = (effects: StepRecord['effects']): readonly Start[] =>
  effects.flatMap(({ port, params }) =>
    port !== 'commit'
      ? []
      : ((params as CommitRequest).changes ?? []).flatMap((it) =>
          it.type === 'transaction-opened' ? [it] : [],
        ),
  );

/** The orders to use a connector that were given in a step. */
export const authorisedIn = ({ log }: StepRecord): readonly (Authorised & { connectorId: number })[] =>
  log.flatMap((it) => {
    if (it.kind !== 'sent' || it.event.type !== 'AUTHORISED') return [];
    const connectorId = connectorOf(it.to);
    return connectorId === null ? [] : [{ ...(it.event as unknown as Authorised), connectorId }];
  });

/** The event of a kind that the step began with, if it did. */
export function causeOf<E extends object>({ log }: StepRecord, to: string, type: string): E | null {
  const [first] = log;
  return first?.kind === 'sent' && first.to === to && first.event.type === type
    ? (first.event as unknown as E)
    : null;
}

/** Firmware is being installed, or about to be. */
export const isInstalling = ({ world }: Node): boolean => {
  const station = world.actors.get(CHARGE_POINT)?.state as AnyMachineSnapshot | undefined;
  return station?.context.control.installing === true;
};

export const isUp = ({ world }: Node): boolean => world.actors.has(CHARGE_POINT);
