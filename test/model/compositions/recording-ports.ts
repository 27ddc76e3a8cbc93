import type { Ports } from '../../../actors/ports.ts';
import type { Effect } from '../system.ts';

/** Every port writes down that it was called, and does nothing. `actor` only where the port is told it. */
export function recordingPorts(record: (effect: Omit<Effect, 'actor'>) => void): Ports {
  const note = (port: string) => (params: unknown) => record({ port, params });
  const ofActor = (port: string) => (_: string, params: unknown) => record({ port, params });
  return {
    commit: ofActor('commit'),
    readMeter: ofActor('readMeter'),
    call: note('call'),
    coil: note('coil'),
    pilot: note('pilot'),
    forceOpen: note('forceOpen'),
    openSocket: () => record({ port: 'openSocket', params: undefined }),
    closeSocket: note('closeSocket'),
    ping: () => record({ port: 'ping', params: undefined }),
    setTime: note('setTime'),
    alignedAlarm: note('alignedAlarm'),
    alarm: ofActor('alarm'),
    awaitDelivery: () => record({ port: 'awaitDelivery', params: undefined }),
    queueEffect: note('queueEffect'),
    statusEffect: note('statusEffect'),
    limitsEffect: note('limitsEffect'),
  };
}
