import type { StationClock } from '../drivers/clock/clock.ts';
import type { Log } from '../drivers/log/log.ts';
import type { Envelope } from './envelope.ts';

/** A change of one of these is told (whitepaper section 8, ReconfigurationOfSecurityParameters). */
const SECURITY_KEYS: readonly unknown[] = ['AuthorizationKey', 'SecurityProfile', 'CpoName'];

type Changed = {
  readonly type: string;
  readonly key?: unknown;
  readonly then?: readonly { event: Changed }[];
};

/** The key of a security parameter that an input says has changed: it is stored already. */
function securityKeyOf(event: Changed): unknown {
  if (event.type === 'CONFIGURATION_CHANGED') return SECURITY_KEYS.find((key) => key === event.key);
  const changed = event.type === 'COMMITTED' ? (event.then ?? []) : [];
  return changed.map((it) => securityKeyOf(it.event)).find((key) => key !== undefined);
}

/**
 * Notes security events (whitepaper section 8) in the log, by the field `security`: the security log that
 * GetLog asks for is made of these lines. Refused frames and credentials are noted by `complaints`.
 */
export class SecurityLog {
  readonly #log: Pick<Log, 'info'>;

  constructor(log: Pick<Log, 'info'>, clock: Pick<StationClock, 'onWallStep'>) {
    this.#log = log;
    clock.onWallStep((by_ms) => this.#note('SettingSystemTime', { by_ms }));
  }

  started(): void {
    this.#note('StartupOfTheDevice', {});
  }

  restarting(why: string): void {
    this.#note('ResetOrReboot', { why });
  }

  envelope({ event }: Pick<Envelope, 'event'>): void {
    const key = securityKeyOf(event as unknown as Changed);
    if (key !== undefined) this.#note('ReconfigurationOfSecurityParameters', { parameter: key });
  }

  #note(security: string, detail: object): void {
    this.#log.info({ security, ...detail }, 'security event');
  }
}
