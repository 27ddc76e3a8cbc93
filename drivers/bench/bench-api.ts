import type * as v from 'valibot';
import type { Ordered } from '../firmware-installer/bench-installer.ts';
import { HttpRefusal } from '../http-server/http-error.ts';
import type { HttpReply, Route } from '../http-server/route.ts';
import { BODIES, parseBody } from './bench-bodies.ts';
import { BenchError } from './bench-error.ts';
import type { LinkState } from './bench-link.ts';
import { type BenchState, benchState, hardwareState } from './bench-view.ts';
import type { World } from './world.ts';

/** What calls of the bench concern beside the world: parts that others own. */
export type BenchHooks = {
  readonly linkState: () => LinkState;
  readonly setLink: (state: LinkState) => void;
  readonly clockOffset_ms: () => number;
  /** Steps the station's wall clock so that its offset becomes this. */
  readonly setClockOffset: (offset_ms: number) => void;
  /** A technician at the station: decides as ChangeConfiguration does (OCPP 1.6 ed.2 5.3). */
  readonly changeConfiguration: (
    key: string,
    value: string,
  ) => Promise<{ readonly status: 'Accepted' | 'Rejected' | 'RebootRequired' | 'NotSupported' }>;
  /** What the next installation of firmware comes to. */
  readonly orderInstallation: (ordered: Ordered) => void;
  /** Ends the process at once: no handler runs, no file is flushed. */
  readonly cutPower: () => void;
};

type Bodies = typeof BODIES;
type Body<Name extends keyof Bodies> = v.InferOutput<Bodies[Name]>;

/** The bench over HTTP: each call answers with the bench state after it, when the hardware has changed. */
export function benchRoutes(world: World, hooks: BenchHooks): readonly Route[] {
  const state = (): BenchState => benchState(world, hooks.linkState(), hooks.clockOffset_ms());

  const station = <Name extends keyof Bodies>(
    path: string,
    name: Name,
    act: (body: Body<Name>) => void,
  ): Route => ({
    method: 'POST',
    path,
    handle: ({ body }) => {
      const parsed = parseBody(BODIES[name], body);
      refusing(() => act(parsed));
      return { json: state() };
    },
  });

  const connector = <Name extends keyof Bodies>(
    name: Name,
    act: (connectorId: number, body: Body<Name>) => void,
    lowest = 1,
  ): Route => ({
    method: 'POST',
    path: `/bench/connectors/:connector/${name}`,
    handle: ({ params, body }) => {
      const connectorId = connectorOf(params.connector ?? '', lowest, world.outlets.length);
      const parsed = parseBody(BODIES[name], body);
      refusing(() => act(connectorId, parsed));
      return { json: state() };
    },
  });

  return [
    { method: 'GET', path: '/bench', handle: () => ({ json: state() }) },
    { method: 'GET', path: '/bench/hardware', handle: () => ({ json: hardwareState(world) }) },
    connector('plug', (id, vehicle) => world.plug(id, given(vehicle))),
    connector('unplug', (id) => world.unplug(id)),
    connector('vehicle', (id, change) => world.setVehicle(id, given(change))),
    connector('fault', (id, fault) => applyFault(world, id, fault), 0),
    connector('contactor', (id, { stuck }) => world.stick(id, stuck)),
    connector('temperature', (id, { celsius }) => world.setTemperature(id, celsius)),
    connector('leakage', (id, { leaking }) => world.setLeaking(id, leaking)),
    connector('pilot', (id, { forced }) => world.forcePilot(id, forced)),
    connector('meter', (id, change) => world.setMeter(id, change)),
    station('/bench/rfid', 'rfid', (body) => applyCard(world, body)),
    station('/bench/emergency-stop', 'emergencyStop', ({ pressed }) => world.pressEmergencyStop(pressed)),
    station('/bench/link', 'link', (body) => hooks.setLink(body.state)),
    station('/bench/clock', 'clock', ({ offsetMs }) => hooks.setClockOffset(offsetMs)),
    station('/bench/firmware', 'firmware', ({ installation }) => hooks.orderInstallation(installation)),
    station('/bench/power', 'power', () => hooks.cutPower()),
    station('/bench/speed', 'speed', (timing) => world.setTiming(given(timing))),
    { method: 'POST', path: '/bench/configuration', handle: ({ body }) => configure(hooks, body) },
  ];
}

async function configure(hooks: BenchHooks, body: unknown): Promise<HttpReply> {
  const { key, value } = parseBody(BODIES.configuration, body);
  const { status } = await hooks.changeConfiguration(key, value);
  return { json: { status } };
}

function applyFault(world: World, connectorId: number, body: Body<'fault'>): void {
  const { cleared, ...fault } = body;
  if (cleared) world.clearFault(connectorId, fault.errorCode);
  else world.raiseFault(connectorId, fault);
}

function applyCard(world: World, { idTag, dead }: Body<'rfid'>): void {
  if (idTag === undefined && dead === undefined) throw new BenchError('idTag or dead is missing');
  if (idTag !== undefined && dead === true)
    throw new BenchError('a dead reader reads no card: idTag or dead, not both');
  if (dead !== undefined) world.setReaderDead(dead);
  if (idTag !== undefined) world.showCard(idTag);
}

function connectorOf(text: string, lowest: number, highest: number): number {
  const connectorId = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (connectorId >= lowest && connectorId <= highest) return connectorId;
  throw new HttpRefusal(404, `connector ${text} does not exist here: ${lowest} to ${highest} do`);
}

/** What the world refuses is a bad request. */
function refusing(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof BenchError) throw new HttpRefusal(400, error.message);
    throw error;
  }
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Only the fields that were given: an absent one must not replace what is set. */
const given = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
