import type { SystemClock } from '../drivers/clock/system-clock.ts';
import type { Log } from '../drivers/log/log.ts';
import { redactText } from '../drivers/log/redaction.ts';
import { complaints } from './complaints.ts';
import type { Envelope } from './envelope.ts';
import type { LivePage } from './live-page.ts';
import { SecurityLog } from './security-log.ts';
import type { StationDrivers } from './station-drivers.ts';

type Needs = {
  readonly log: Log;
  readonly clock: SystemClock;
  readonly page: LivePage;
  /** The edge log. */
  readonly logged: (envelope: Envelope) => void;
};

/** Whom a station of a real process tells what: its log, its page, its edge log. */
export function stationLog({ log, clock, page, logged }: Needs) {
  const security = new SecurityLog(log, clock);
  const trace: StationDrivers['trace'] = (direction, text) => {
    const frame = redactText(text);
    page.recorder.wire(direction, frame);
    log.debug({ direction, frame }, 'frame');
  };
  return {
    drivers: { trace, complain: complaints(log, clock) },
    wiring: {
      watch: page.recorder,
      log: (envelope: Envelope): void => {
        page.recorder.envelope(envelope);
        security.envelope(envelope);
        log.trace(envelope, 'event');
        logged(envelope);
      },
      restarting: (why: string, error?: unknown): void => {
        if (error) log.error({ err: error }, 'restarting');
        security.restarting(why);
      },
    },
    started: (): void => security.started(),
  };
}
