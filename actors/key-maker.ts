import type { Subject } from '../machines/charge-point-certificate/setup.ts';
import { CHARGE_POINT_CERTIFICATE } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';
import type { StationDrivers } from './station-drivers.ts';

export type KeyRequest = Subject & { readonly attempt: number };

/** Binds the port `makeKey`: the pair is made beside everything else, since it takes its time. */
export class KeyMaker {
  readonly #edge: Edge;
  readonly #drivers: Pick<StationDrivers, 'certificates' | 'complain'>;
  #stopped = false;

  constructor(edge: Edge, drivers: Pick<StationDrivers, 'certificates' | 'complain'>) {
    this.#edge = edge;
    this.#drivers = drivers;
  }

  make({ attempt, ...subject }: KeyRequest): void {
    const tell = (event: { readonly type: string }): void => {
      if (!this.#stopped) this.#edge.deliver(CHARGE_POINT_CERTIFICATE, event);
    };
    this.#drivers.certificates.makeSigningRequest(subject).then(
      (made) => tell({ type: 'KEY_MADE', attempt, organisation: subject.organisation, ...made } as never),
      (error: unknown) => {
        this.#drivers.complain('no key pair could be made', String(error));
        tell({ type: 'KEY_FAILED', attempt } as never);
      },
    );
  }

  /** The actors are gone: what is still being made is nobody's. */
  stop(): void {
    this.#stopped = true;
  }
}
