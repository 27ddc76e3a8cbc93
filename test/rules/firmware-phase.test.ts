import { expect, it } from 'vitest';
import { isBeingInstalled, isBusy } from '../../machines/rules/firmware-phase.ts';
import type { FirmwareOutcome, FirmwarePhase } from '../../machines/vocabulary/firmware.ts';
import type { SessionPhase } from '../../machines/vocabulary/summary.ts';
import { FIRMWARE } from './firmware-record.ts';
import { connector } from './station-fixture.ts';

/** Security whitepaper L01: an update may be cancelled until it is installed. */
const NO_WAY_BACK: Readonly<Record<FirmwarePhase, boolean>> = {
  accepted: false,
  verified: false,
  installing: true,
  rebooting: true,
};
const PHASES = Object.entries(NO_WAY_BACK) as [FirmwarePhase, boolean][];

it.each(PHASES)('an update that is %s is past the way back: %s', (phase, past) => {
  expect(isBeingInstalled({ ...FIRMWARE, phase })).toBe(past);
});

it('an update that has come to an end is not being installed any more, nor is none', () => {
  const outcomes: readonly FirmwareOutcome[] = ['installed', 'installation-failed', 'verification-failed'];
  for (const outcome of outcomes)
    for (const [phase] of PHASES) expect(isBeingInstalled({ ...FIRMWARE, phase, outcome })).toBe(false);
  expect(isBeingInstalled(null)).toBe(false);
});

/** Security whitepaper L01.FR.06: what the installation waits for is a transaction, to its stored end. */
const BUSY: Readonly<Record<SessionPhase, boolean>> = {
  idle: false,
  preparing: false,
  authorising: false,
  'awaiting-plug': false,
  transaction: true,
  stopping: true,
  finishing: false,
};

it.each(
  Object.entries(BUSY) as [SessionPhase, boolean][],
)('a station is busy where one connector is %s: %s', (session, busy) => {
  expect(isBusy({ connectors: [connector(1), connector(2, { session })] })).toBe(busy);
  expect(isBusy({ connectors: [connector(1, { session }), connector(2)] })).toBe(busy);
  expect(isBusy({ connectors: [connector(1, { session })] })).toBe(busy);
});
