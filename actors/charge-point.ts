import type { Registry } from '../machines/registry.ts';
import { callQueue } from '../machines/rules/call-queue.ts';
import { currentLimits } from '../machines/rules/current-limits.ts';
import {
  connectionPublications,
  connectorPublications,
  stationPublications,
} from '../machines/rules/publications.ts';
import { statusReporter } from '../machines/rules/status-reporter.ts';
import { type ChildDied, hosting } from '../machines/vocabulary/hosting.ts';
import { hostReducer } from '../machines/vocabulary/reducer.ts';
import { commonPorts, leafMachines } from './leaf-machines.ts';
import type { Ports } from './ports.ts';

/** The machines of the station with every port bound: what runs, what the lint walks, what is drawn. */
export function provide(registry: Registry, ports: Ports, died: ChildDied = () => {}) {
  const host = hosting(died);
  const { commit, call, withdraw, readMeter } = commonPorts(ports);
  const { contactor, transaction, ...leaves } = leafMachines(registry, ports, host);
  const connector = host(
    registry.connector.provide({
      actions: { commit, call, withdraw, resetLatch: (_, it) => ports.resetLatch(it) },
      actors: { contactor, transaction },
    }),
    connectorPublications,
  );
  const ocppConnection = host(
    registry.ocppConnection.provide({
      actions: {
        commit,
        call,
        openSocket: (_, request) => ports.openSocket(request),
        closeSocket: (_, request) => ports.closeSocket(request),
        ping: () => ports.ping(),
        setTime: (_, request) => ports.setTime(request),
      },
      actors: { callQueue: hostReducer(callQueue, (effect) => ports.queueEffect(effect)) },
    }),
    connectionPublications,
  );
  return host(
    registry.chargePoint.provide({
      actions: {
        commit,
        call,
        readMeter,
        alignedAlarm: (_, request) => ports.alignedAlarm(request),
        forceOpen: (_, request) => ports.forceOpen(request),
        awaitDelivery: () => ports.awaitDelivery(),
      },
      actors: {
        connector,
        ...leaves,
        ocppConnection,
        currentLimits: hostReducer(currentLimits, (effect) => ports.limitsEffect(effect)),
        statusReporter: hostReducer(statusReporter, (effect) => ports.statusEffect(effect)),
      },
    }),
    stationPublications,
  );
}
export type ProvidedStation = ReturnType<typeof provide>;
