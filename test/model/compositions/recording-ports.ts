import type { Ports } from '../../../actors/ports.ts';
import type { Effect } from '../system.ts';

/**
 * Every port, whatever their names: writes down that it was called, and does nothing. What a port is asked
 * is its last argument; some are told their actor before it.
 */
export const recordingPorts = (record: (effect: Omit<Effect, 'actor'>) => void): Ports =>
  new Proxy({} as Ports, {
    get:
      (_, port) =>
      (...asked: readonly unknown[]): void =>
        record({ port: String(port), params: asked.at(-1) }),
  });
