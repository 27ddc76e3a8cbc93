import type { Happening } from './incident.ts';
import type { Simulation } from './simulation.ts';

/** Lets one thing happen, as far as it can at this moment. */
export function carryOut(simulation: Simulation, happening: Happening): void {
  simulation.tally.count(`did: ${happening.do}${detail(happening)}`);
  if (inWorld(simulation, happening) || onLink(simulation, happening)) return;
  const { centralSystem, storage } = simulation;
  switch (happening.do) {
    case 'central-clock':
      centralSystem.offset_ms = happening.offset_ms;
      return;
    case 'station-clock':
      return simulation.life?.stepClock(happening.by_ms);
    case 'registration':
      centralSystem.registration = { status: happening.status, interval_s: happening.interval_s };
      return;
    case 'restart-central-system':
      return centralSystem.restart();
    case 'lie':
      return centralSystem.lie(happening.action, happening.lie, happening.times);
    case 'call':
      return centralSystem.call(happening.action, happening.payload);
    case 'update-firmware':
      return centralSystem.updateFirmware(happening);
    case 'new-key':
      return centralSystem.newKey(happening.key, happening.takenOver);
    case 'technician':
      return simulation.technician(happening.key, happening.value);
    case 'offline':
      return simulation.goOffline(happening.for_ms);
    case 'remote-stop':
      return centralSystem.remoteStop(happening.connectorId);
    case 'tx-profile':
      return centralSystem.limitTransaction(happening.connectorId, happening.limit_A);
    case 'reserve':
      return centralSystem.reserve(happening.connectorId, happening.idTag, happening.for_ms);
    case 'power-cut':
      return simulation.cutPower(happening.commits, happening.stored, happening.dark_ms);
    case 'shut-down':
      return simulation.shutDown();
    case 'disk':
      if (happening.is === 'failing-once') storage.failNext();
      else storage.full = happening.is === 'full';
      return;
  }
}

const detail = (happening: Happening): string => {
  if (happening.do === 'call') return ` ${happening.action}`;
  if (happening.do === 'link' || happening.do === 'disk') return ` ${happening.is}`;
  if (happening.do === 'pilot') return ` ${happening.forced}`;
  return happening.do === 'raise-fault' ? ` ${happening.errorCode}` : '';
};

/** People, vehicles, hardware. @returns whether it was one of these. */
function inWorld({ world, starts }: Simulation, happening: Happening): boolean {
  switch (happening.do) {
    case 'plug':
      if (!world.outlet(happening.connectorId).plugged) world.plug(happening.connectorId, happening.vehicle);
      return true;
    case 'unplug':
      if (world.outlet(happening.connectorId).plugged) world.unplug(happening.connectorId);
      return true;
    case 'card':
      if (world.readerDead) return true;
      starts.cardShown(happening.idTag);
      world.showCard(happening.idTag);
      return true;
    case 'vehicle':
      world.setVehicle(happening.connectorId, happening.change);
      return true;
    case 'raise-fault':
      world.raiseFault(happening.connectorId, { errorCode: happening.errorCode });
      return true;
    case 'clear-fault':
      world.clearFault(happening.connectorId, happening.errorCode);
      return true;
    case 'stick':
      world.stick(happening.connectorId, happening.stuck);
      return true;
    case 'pilot':
      world.forcePilot(happening.connectorId, happening.forced);
      return true;
    case 'temperature':
      world.setTemperature(happening.connectorId, happening.celsius);
      return true;
    case 'leak':
      world.setLeaking(happening.connectorId, happening.leaking);
      return true;
    case 'meter':
      world.setMeter(happening.connectorId, { failing: happening.failing });
      return true;
    case 'emergency-stop':
      world.pressEmergencyStop(happening.pressed);
      return true;
    case 'reader':
      world.setReaderDead(happening.dead);
      return true;
    default:
      return false;
  }
}

/** @returns whether it was something of the link. */
function onLink(simulation: Simulation, happening: Happening): boolean {
  const { centralSystem } = simulation;
  const { peer } = simulation.socket;
  switch (happening.do) {
    case 'link':
      if (happening.is === 'cut') peer.close(1006, 'cut');
      else if (happening.is === 'half-open') centralSystem.goDeaf();
      else peer.blackHole = happening.is === 'black-hole';
      return true;
    case 'handshakes':
      centralSystem.shut = !happening.accepted || simulation.isOffline;
      return true;
    case 'latency':
      peer.latency_ms = happening.ms;
      return true;
    case 'pings':
      centralSystem.answerPings(happening.answered);
      return true;
    default:
      return false;
  }
}
