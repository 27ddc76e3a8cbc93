import { anyTime, environmentOf, type Part, type Stimulus } from '../environment.ts';
import { type BoardOptions, type BoardState, boardPart, toldAnew } from './board-part.ts';
import { afterBoot, type CentralSystem, type CentralSystemOptions, centralSystem } from './central-system.ts';
import { type EdgeOptions, type EdgeState, edgePart } from './edge-part.ts';
import { type People, type PeopleOptions, people } from './people.ts';
import { type Numbering, renamedId } from './renumbered.ts';
import { type Statuses, type StatusesOptions, statusesPart, UNTOLD } from './statuses.ts';
import { boardReset, type Vehicle, type VehicleOptions, vehicle } from './vehicle.ts';

/** What may happen in a run; what is left out never happens. */
export type Dimensions = {
  readonly configuration: Readonly<Record<string, string>>;
  readonly vehicles: readonly [VehicleOptions, VehicleOptions];
  readonly edge: EdgeOptions;
  readonly people: Omit<PeopleOptions, 'connectors'>;
  readonly central: CentralSystemOptions;
  readonly board: BoardOptions;
  readonly others?: readonly Stimulus[];
  /** The status reporter is the real one; its CALLs may be answered late. */
  readonly statuses?: StatusesOptions;
};

/** What is around the station, part by part; what is urgent comes in this order. */
export type Around = {
  readonly edge: EdgeState;
  readonly vehicle1: Vehicle;
  readonly vehicle2: Vehicle;
  readonly central: CentralSystem;
  readonly people: People;
  readonly board: BoardState;
  readonly plugged: LastPlugged;
  readonly others: object;
  readonly statuses: Statuses;
};
/** The connector that a vehicle was plugged into most lately, while one is there. */
type LastPlugged = { readonly last: number | null };

export const vehicleAt = (around: Around, connectorId: number): Vehicle =>
  connectorId === 1 ? around.vehicle1 : around.vehicle2;

/** As far as the station was told since it started. */
const isThere = ({ pilot, told }: Vehicle): boolean => told && pilot !== 'A';

function plugged(before: Around, next: Around): Around {
  const came = [1, 2].find((id) => isThere(vehicleAt(next, id)) && !isThere(vehicleAt(before, id)));
  const left = before.plugged.last !== null && !isThere(vehicleAt(next, before.plugged.last));
  if (came === undefined && !left) return next;
  const other = [1, 2].find((id) => isThere(vehicleAt(next, id)));
  return { ...next, plugged: { last: came ?? other ?? null } };
}

export function surroundings({
  vehicles,
  edge,
  people: who,
  central,
  board,
  others = [],
  statuses = { timeouts: false, prompt: false },
}: Dimensions): Part<Around> {
  const part: Part<Around> = environmentOf<Around>(
    {
      edge: edgePart(edge),
      vehicle1: vehicle(1, vehicles[0]),
      vehicle2: vehicle(2, vehicles[1]),
      central: centralSystem(central),
      people: people({ ...who, connectors: [1, 2] }),
      board: boardPart(board),
      plugged: { initial: { last: null }, moves: () => [] },
      others: anyTime(others),
      statuses: statusesPart(statuses),
    },
    true,
  );
  const moves: Part<Around>['moves'] = (state, view) =>
    part.moves(state, view).map((move) => ({ ...move, next: plugged(state, move.next) }));
  return { ...part, moves };
}

/** The station has started anew. */
export const afterStart = (around: Around): Around => ({
  ...around,
  edge: { ...around.edge, deliveries: [], limits: { ...around.edge.limits, wakeAt_ms: null } },
  vehicle1: boardReset(around.vehicle1),
  vehicle2: boardReset(around.vehicle2),
  central: afterBoot(around.central),
  people: { asked: {}, granted: [] },
  board: toldAnew(around.board),
  plugged: { last: null },
  statuses: UNTOLD,
});

export function renamedAround(around: Around, map: Numbering): Around {
  const number = (id: number): number => map.get(id) ?? id;
  const { central, edge } = around;
  return {
    ...around,
    central: {
      ...central,
      unanswered: central.unanswered.map(number),
      refused: central.refused.map(number),
    },
    edge:
      edge.deliveries.length === 0
        ? edge
        : { ...edge, deliveries: edge.deliveries.map((it) => ({ ...it, to: renamedId(it.to, map) })) },
  };
}
