import type { StationClock } from '../drivers/clock/clock.ts';
import type { TlsTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { certificatesInForce } from '../machines/rules/charge-point-certificates.ts';
import { keySecret } from '../machines/vocabulary/certificates.ts';
import type { Attempt } from './station-drivers.ts';

const MUTUAL = 3;
/** What a central system answers that knows a certificate and does not let it in. */
const UNWELCOME: readonly (number | null)[] = [401, 403];

/**
 * What TLS trusts and shows. A central system that refuses the certificate of the charge point may not know
 * the new one yet: then the next attempt shows the one that it replaced, and so on in turns.
 */
export class TlsTargets {
  readonly #storage: Storage;
  readonly #clock: Pick<StationClock, 'now'>;
  #shown: string | null = null;
  #turn = 0;

  constructor(storage: Storage, clock: Pick<StationClock, 'now'>) {
    this.#storage = storage;
    this.#clock = clock;
  }

  next(attempt: Attempt): TlsTarget {
    const { roots, profile } = this.#storage.records;
    const trusted = roots.filter(({ use }) => use === 'CentralSystemRootCertificate');
    return {
      roots: trusted.map(({ certificate }) => certificate.pem),
      fingerprints: trusted.map(({ certificate }) => certificate.fingerprint),
      cipherSuites: profile.security.cipherSuites,
      client: attempt.securityProfile < MUTUAL ? null : this.#client(attempt),
    };
  }

  #client({ refusal, problem }: Attempt): TlsTarget['client'] {
    const valid = certificatesInForce(this.#storage.records, this.#clock.now());
    const newest = valid[0]?.certificate.fingerprint ?? null;
    if (newest !== this.#shown) this.#turn = 0;
    else if (problem === 'ChargePointCertificateRefused' || UNWELCOME.includes(refusal)) this.#turn += 1;
    this.#shown = newest;
    const own = valid[this.#turn % Math.max(1, valid.length)];
    const key = own && this.#storage.secret(keySecret(own.certificate.key.hash));
    return own && key ? { chain: own.chain, key } : null;
  }
}
