import type { Registry } from '../machines/registry.ts';
import type { hosting } from '../machines/vocabulary/hosting.ts';
import type { Ports } from './ports.ts';

type Args = { self: { id: string } };

/** A port that is not told who asks. */
const to =
  <T>(port: (request: T) => void) =>
  (_: unknown, request: T): void =>
    port(request);

/** The ports that many machines have. */
export const commonPorts = (ports: Ports) => ({
  commit: ({ self }: Args, request: Parameters<Ports['commit']>[1]) => ports.commit(self.id, request),
  readMeter: ({ self }: Args, it: Parameters<Ports['readMeter']>[1]) => ports.readMeter(self.id, it),
  call: to(ports.call.bind(ports)),
  withdraw: to(ports.withdraw.bind(ports)),
});

/** The machines that own no other, with their ports bound. */
export function leafMachines(registry: Registry, ports: Ports, host: ReturnType<typeof hosting>) {
  const { commit, readMeter, call, withdraw } = commonPorts(ports);
  const alarm = ({ self }: Args, it: Parameters<Ports['alarm']>[1]) => ports.alarm(self.id, it);
  return {
    contactor: host(
      registry.contactor.provide({
        actions: { coil: to(ports.coil.bind(ports)), pilot: to(ports.pilot.bind(ports)) },
      }),
    ),
    transaction: host(registry.transaction.provide({ actions: { commit, readMeter } })),
    rfidSession: host(
      registry.rfidSession.provide({
        actions: { call, withdraw, cardOutcome: to(ports.cardOutcome.bind(ports)) },
      }),
    ),
    reservation: host(registry.reservation.provide({ actions: { commit, alarm } })),
    chargePointCertificate: host(
      registry.chargePointCertificate.provide({
        actions: { commit, call, alarm, makeKey: to(ports.makeKey.bind(ports)) },
      }),
    ),
    firmwareUpdate: host(
      registry.firmwareUpdate.provide({
        actions: {
          commit,
          call,
          alarm,
          download: to(ports.download.bind(ports)),
          abandonDownload: () => ports.abandonDownload(),
          verify: to(ports.verify.bind(ports)),
          install: to(ports.install.bind(ports)),
        },
      }),
    ),
    logUpload: host(
      registry.logUpload.provide({
        actions: {
          commit,
          call,
          upload: to(ports.upload.bind(ports)),
          abandonUpload: to(ports.abandonUpload.bind(ports)),
        },
      }),
    ),
  };
}
