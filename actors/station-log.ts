import type { SystemClock } from '../drivers/clock/system-clock.ts';
import type { Log } from '../drivers/log/log.ts';
import { redactText } from '../drivers/log/redaction.ts';
import { complaints } from './complaints.ts';
import type { Envelope } from './envelope.ts';
import type { LivePage } from './live-page.ts';
import { securityLog } from './security-log.ts';
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
  const trace: StationDrivers['trace'] = (direction, text) => {
    const frame = redactText(text);
    page.recorder.wire(direction, frame);
    log.debug({ direction, frame }, 'frame');
  };
  return {
    drivers: { trace, complain: complaints(log, clock), noteSecurity: securityLog(log) },
    wiring: {
      watch: page.recorder,
      log: (envelope: Envelope): void => {
        page.recorder.envelope(envelope);
        log.trace(envelope, 'event');
        logged(envelope);
      },
      restarting: (_why: string, error?: unknown): void => {
        if (error) log.error({ err: error }, 'restarting');
      },
    },
  };
}
