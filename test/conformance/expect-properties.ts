import { expect } from 'vitest';
import type { StatusReport } from '../../machines/vocabulary/status.ts';
import { callsAnswered } from '../properties/calls-answered.ts';
import { firmwareEnds } from '../properties/firmware-ends.ts';
import { lastStatusTrue } from '../properties/last-status-true.ts';
import { meterNeverDecreases } from '../properties/meter-never-decreases.ts';
import { oneCallInFlight } from '../properties/one-call-in-flight.ts';
import { silentBeforeAccepted } from '../properties/silent-before-accepted.ts';
import { statusTransitions } from '../properties/status-transitions.ts';
import { transactionMessages } from '../properties/transaction-messages.ts';
import { uploadsEnd } from '../properties/uploads-end.ts';
import type { WireEvent } from '../properties/wire.ts';

/**
 * S3 to S7, and L5 of uploads and updates, over a whole run. `reports`: the statuses at its end, null if the
 * station is not online then.
 */
export function expectProperties(
  events: readonly WireEvent[],
  reports: readonly StatusReport[] | null,
): void {
  expect({
    S3: transactionMessages(events),
    S4: meterNeverDecreases(events),
    S5: [...oneCallInFlight(events), ...callsAnswered(events)],
    S6: silentBeforeAccepted(events),
    S7: [...statusTransitions(events), ...(reports ? lastStatusTrue(events, reports) : [])],
    L5: [...uploadsEnd(events), ...firmwareEnds(events)],
  }).toEqual({ S3: [], S4: [], S5: [], S6: [], S7: [], L5: [] });
}
