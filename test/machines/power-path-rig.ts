import type { EventObject } from 'xstate';
import type { ContactorEvent } from '../../machines/vocabulary/events.ts';
import type { PilotState } from '../../machines/vocabulary/pilot.ts';
import { MachineAlone } from './machine-alone.ts';

/** Faults by their source: `POWER_FAULT weld`. */
function reportWords(event: EventObject): string {
  const { type, fault, source } = event as EventObject & { fault?: { source: string }; source?: string };
  const of = fault?.source ?? source;
  return of === undefined ? type : `${type} ${of}`;
}

/**
 * A contactor alone, before the first reading of the pilot: every command and every report is noted, the
 * reports of a step after its commands.
 */
export function powerPathAlone(): MachineAlone<ContactorEvent> {
  const it = new MachineAlone<ContactorEvent>('contactor', {
    input: { connectorId: 1 },
    owner: reportWords,
    ports: {
      coil: ({ closed }: { closed: boolean }) => (closed ? 'on' : 'off'),
      pilot: ({ limit_A }: { limit_A: number | null }) => (limit_A === null ? 'steady' : String(limit_A)),
    },
  });
  it.told;
  return it;
}

/** The same after some events, what was told until then forgotten. */
export function powerPathAfter(...events: readonly ContactorEvent[]): MachineAlone<ContactorEvent> {
  const it = powerPathAlone().send(...events);
  it.told;
  return it;
}

export const pilot = (state: PilotState) => ({ type: 'PILOT', pilot: state }) as const;
export const permit = (limit_A: number) => ({ type: 'PERMIT', limit_A }) as const;
export const mirror = (closed: boolean) => ({ type: 'FEEDBACK', closed }) as const;
export const current = (flowing: boolean, excessive = false) =>
  ({ type: 'CURRENT', flowing, excessive }) as const;
export const REVOKE = { type: 'REVOKE' } as const;
export const OPEN_NOW = { type: 'OPEN_NOW' } as const;

/** Offered 16 A: the vehicle is plugged and has not asked yet. */
export const OFFERED = [pilot('B'), permit(16)] as const;
/** The coil is driven and the mirror contact has said nothing yet. */
export const CLOSING = [...OFFERED, pilot('C')] as const;
export const CHARGING = [...CLOSING, mirror(true), current(true)] as const;
