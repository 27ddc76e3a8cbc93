import { AMBIENT_C } from '../../drivers/bench/world-state.ts';
import { StorageError } from '../../drivers/storage/storage.ts';
import { carryOut } from './carry-out.ts';
import { UPDATE_NOW } from './plan-security.ts';
import type { Simulation } from './simulation.ts';

const MINUTE = 60_000;
/** Long enough for every back-off, retry and timeout there is. */
const IN_STEP_MS = 20 * MINUTE;
const SETTLED_MS = 6 * MINUTE;
const EMPTY_MS = 3 * MINUTE;

/** What a day may have changed, and the next day should not inherit. */
const DEFAULTS: readonly (readonly [key: string, value: string])[] = [
  ['ConnectionTimeOut', '60'],
  ['MeterValueSampleInterval', '60'],
  ['ClockAlignedDataInterval', '0'],
  ['TransactionMessageAttempts', '3'],
  ['TransactionMessageRetryInterval', '60'],
  ['WebSocketPingInterval', '60'],
  ['LocalPreAuthorize', 'false'],
  ['LocalAuthorizeOffline', 'true'],
  ['AllowOfflineTxForUnknownId', 'false'],
  ['AuthorizeRemoteTxRequests', 'false'],
  ['StopTransactionOnEVSideDisconnect', 'true'],
  ['StopTransactionOnInvalidId', 'true'],
  ['LocalAuthListEnabled', 'true'],
  ['MeterValuesSampledData', 'Energy.Active.Import.Register'],
  ['MeterValuesAlignedData', 'Energy.Active.Import.Register'],
  ['StopTxnSampledData', ''],
];

/**
 * L1 to L4 and L6: the world and the central system become kind, and within the bounds that the keys give
 * everything comes to its end.
 */
export async function kindHour(simulation: Simulation): Promise<void> {
  const begun_ms = simulation.now_ms;
  await simulation.step(() => becomeKind(simulation));
  await simulation.passUntil(begun_ms + IN_STEP_MS - EMPTY_MS);
  await expectEmptyQueue(simulation, begun_ms + IN_STEP_MS);
  if (simulation.life?.station.link.state !== 'online')
    simulation.report('L2', `the station is ${simulation.life?.station.link.state} although all is well`);
  await simulation.step(() => endEverything(simulation));
  await simulation.passUntil(begun_ms + IN_STEP_MS + SETTLED_MS);
  expectIdle(simulation);
  simulation.servers.kind = false;
  simulation.firmware.kind = false;
}

function becomeKind(simulation: Simulation): void {
  const { world, socket, centralSystem, storage, servers, firmware } = simulation;
  storage.full = false;
  endOrderedFailure(simulation);
  simulation.keepPower();
  simulation.powerUp();
  world.pressEmergencyStop(false);
  world.setReaderDead(false);
  for (const id of [0, ...world.outlets.map((outlet) => outlet.id)])
    for (const { errorCode } of world.faults(id)) world.clearFault(id, errorCode);
  for (const { id } of world.outlets) {
    world.stick(id, null);
    world.forcePilot(id, null);
    world.setTemperature(id, AMBIENT_C);
    world.setLeaking(id, false);
    world.setMeter(id, { failing: false });
    world.setVehicle(id, { wantsEnergy: true, ignoresLimit: false, reactionMs: 200 });
  }
  socket.peer.latency_ms = 20;
  socket.peer.blackHole = false;
  servers.kind = true;
  firmware.kind = true;
  centralSystem.beHonest();
  centralSystem.registration = { status: 'Accepted', interval_s: 60 };
}

/** L2: at some moment within the last minutes nothing waits. */
async function expectEmptyQueue(simulation: Simulation, until_ms: number): Promise<void> {
  while (simulation.now_ms < until_ms) {
    if (simulation.ledger.waiting === 0) break;
    await simulation.passUntil(Math.min(until_ms, simulation.now_ms + 1_000));
  }
  if (simulation.ledger.waiting > 0)
    simulation.report('L2', `${simulation.ledger.waiting} transaction messages are still not delivered`);
  await simulation.passUntil(until_ms);
}

function endEverything(simulation: Simulation): void {
  const { world, centralSystem, records } = simulation;
  for (const { id, plugged } of world.outlets) {
    if (plugged) world.unplug(id);
    centralSystem.remoteStop(id);
  }
  // An update that waits for its time would outlast the day: another one, for now, takes its place.
  if (records.firmware?.outcome === null) for (const it of UPDATE_NOW) carryOut(simulation, it);
  centralSystem.call('ClearChargingProfile', {});
  centralSystem.call('ChangeAvailability', { connectorId: 0, type: 'Operative' });
  for (const [key, value] of DEFAULTS) centralSystem.call('ChangeConfiguration', { key, value });
}

/** L1, L3, L4, S7: nothing is left of the day. */
function expectIdle(simulation: Simulation): void {
  const { records, world, life } = simulation;
  const control = life?.station.root?.getSnapshot().context.control;
  if (!control) return simulation.report('L3', 'the station does not run although all is well');
  for (const { id, connectorId } of Object.values(records.transactions))
    simulation.report('L3', `transaction ${id} on connector ${connectorId} has not ended`);
  for (const it of control.connectors) {
    if (it.session !== 'idle') simulation.report('L1', `connector ${it.connectorId} is still ${it.session}`);
    if (it.status !== 'Available' && it.status !== 'Reserved')
      simulation.report('L3', `connector ${it.connectorId} is ${it.status}`);
  }
  for (const outlet of world.outlets)
    if (outlet.mainClosed || outlet.offer_A !== null)
      simulation.report('S1', `connector ${outlet.id} is not switched off`);
  const reports = control.connectors.map(({ report }) => report);
  simulation.wire.settled(reports);
  if (simulation.ledger.waiting > 0)
    simulation.report('L2', `${simulation.ledger.waiting} transaction messages wait although all is well`);
}

/** L4: at the end of a day no reservation is older than it was to become. */
export function expectReservationsEnded(simulation: Simulation): void {
  const { wall_ms } = simulation.clock.now();
  for (const { reservationId, expiryDate } of Object.values(simulation.records.reservations))
    if (Date.parse(expiryDate) < wall_ms - 1_000)
      simulation.report('L4', `reservation ${reservationId} until ${expiryDate} has not ended`);
}

/** A failure that was ordered and has not come yet comes now, where nobody is hurt. */
function endOrderedFailure({ storage, clock }: Simulation): void {
  try {
    storage.commit([], [], clock.now());
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}
