import type { CertifiedFlow } from './certified-flow.ts';
import { chargingFlows } from './flows/charging-flows.ts';
import { configurationFlows } from './flows/configuration-flows.ts';
import { interruptionFlows } from './flows/interruption-flows.ts';
import { profileFlows } from './flows/profile-flows.ts';
import { remoteFlows } from './flows/remote-flows.ts';
import { reservationFlows } from './flows/reservation-flows.ts';
import { securityFlows } from './flows/security-flows.ts';
import { sessionFlows } from './flows/session-flows.ts';

/**
 * The test cases for a charge point of the certification, by section: their steps with the decisive fields,
 * and whether this station has to pass them, by the lines of its certificate.
 */
export const CERTIFIED_FLOWS: readonly CertifiedFlow[] = [
  ...sessionFlows,
  ...remoteFlows,
  ...configurationFlows,
  ...interruptionFlows,
  ...profileFlows,
  ...reservationFlows,
  ...chargingFlows,
  ...securityFlows,
].sort((a, b) => (a.section < b.section ? -1 : a.section > b.section ? 1 : 0));
