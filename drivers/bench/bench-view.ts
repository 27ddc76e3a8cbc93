import type { ConnectorFeedback } from '../../machines/vocabulary/feedback.ts';
import type { BuzzerState } from './bench-feedback.ts';
import type { LinkState } from './bench-link.ts';
import type { Outlet } from './outlet.ts';
import type { BenchFault, World } from './world.ts';

/** What `GET /bench` and every call that changes the bench answer. */
export type BenchState = {
  readonly connectors: readonly {
    readonly id: number;
    readonly plugged: boolean;
    readonly pilot: Outlet['pilot'];
    readonly vehicle: { readonly wantsEnergy: boolean; readonly maxAmps: number };
    /** 0 while nothing is offered. */
    readonly offeredAmps: number;
    readonly drawnAmps: number;
    /** The main contact, not what its mirror says. */
    readonly contactor: 'open' | 'closed';
    readonly meterWh: number;
    readonly faults: readonly BenchFault[];
    /** What the driver sees at this connector. */
    readonly feedback: ConnectorFeedback;
  }[];
  readonly buzzer: BuzzerState;
  readonly emergencyStop: boolean;
  readonly link: LinkState;
  readonly clockOffsetMs: number;
};

export const benchState = (world: World, link: LinkState, clockOffsetMs: number): BenchState => ({
  connectors: world.outlets.map((outlet) => ({
    id: outlet.id,
    plugged: outlet.plugged,
    pilot: outlet.pilot,
    vehicle: { wantsEnergy: outlet.vehicle.wantsEnergy, maxAmps: outlet.vehicle.maxAmps },
    offeredAmps: outlet.offer_A ?? 0,
    drawnAmps: outlet.drawn_A,
    contactor: outlet.mainClosed ? 'closed' : 'open',
    meterWh: world.reading_Wh(outlet.id),
    faults: outlet.faults,
    feedback: world.feedback.shown(outlet.id),
  })),
  buzzer: world.feedback.buzzer,
  emergencyStop: world.emergencyStop,
  link,
  clockOffsetMs,
});

/** What `GET /bench/hardware` answers: the settings that the bench state does not show. */
export type HardwareState = {
  readonly connectors: readonly {
    readonly id: number;
    readonly reactionMs: number;
    readonly ignoresLimit: boolean;
    readonly stuck: 'open' | 'closed' | null;
    readonly meterFailing: boolean;
    readonly celsius: number;
    readonly leaking: boolean;
    readonly forcedPilot: Outlet['forcedPilot'];
  }[];
  readonly stationFaults: readonly BenchFault[];
  readonly readerDead: boolean;
  readonly contactorMs: number;
  readonly meterHz: number;
};

export const hardwareState = (world: World): HardwareState => ({
  connectors: world.outlets.map(({ id, vehicle, stuck, meterFailing, celsius, leaking, forcedPilot }) => ({
    id,
    reactionMs: vehicle.reactionMs,
    ignoresLimit: vehicle.ignoresLimit,
    stuck,
    meterFailing,
    celsius,
    leaking,
    forcedPilot,
  })),
  stationFaults: world.faults(0),
  readerDead: world.readerDead,
  ...world.timing,
});
