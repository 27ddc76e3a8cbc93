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
import type { Ports } from './ports.ts';

type Args = { self: { id: string } };

/** The machines of the station with every port bound: what runs, what the lint walks, what is drawn. */
export function provide(registry: Registry, ports: Ports, died: ChildDied = () => {}) {
  const host = hosting(died);
  const commit = ({ self }: Args, request: Parameters<Ports['commit']>[1]) => ports.commit(self.id, request);
  const readMeter = ({ self }: Args, it: Parameters<Ports['readMeter']>[1]) => ports.readMeter(self.id, it);
  const call = (_: unknown, request: Parameters<Ports['call']>[0]) => ports.call(request);
  const withdraw = (_: unknown, it: Parameters<Ports['withdraw']>[0]) => ports.withdraw(it);
  const cardOutcome = (_: unknown, it: Parameters<Ports['cardOutcome']>[0]) => ports.cardOutcome(it);

  const contactor = host(
    registry.contactor.provide({
      actions: { coil: (_, it) => ports.coil(it), pilot: (_, it) => ports.pilot(it) },
    }),
  );
  const transaction = host(registry.transaction.provide({ actions: { commit, readMeter } }));
  const connector = host(
    registry.connector.provide({
      actions: { commit, call, withdraw, resetLatch: (_, it) => ports.resetLatch(it) },
      actors: { contactor, transaction },
    }),
    connectorPublications,
  );
  const rfidSession = host(registry.rfidSession.provide({ actions: { call, withdraw, cardOutcome } }));
  const ocppConnection = host(
    registry.ocppConnection.provide({
      actions: {
        commit,
        call,
        openSocket: () => ports.openSocket(),
        closeSocket: (_, request) => ports.closeSocket(request),
        ping: () => ports.ping(),
        setTime: (_, request) => ports.setTime(request),
      },
      actors: { callQueue: hostReducer(callQueue, (effect) => ports.queueEffect(effect)) },
    }),
    connectionPublications,
  );
  const reservation = host(
    registry.reservation.provide({
      actions: { commit, alarm: ({ self }, request) => ports.alarm(self.id, request) },
    }),
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
        rfidSession,
        ocppConnection,
        reservation,
        currentLimits: hostReducer(currentLimits, (effect) => ports.limitsEffect(effect)),
        statusReporter: hostReducer(statusReporter, (effect) => ports.statusEffect(effect)),
      },
    }),
    stationPublications,
  );
}
export type ProvidedStation = ReturnType<typeof provide>;
