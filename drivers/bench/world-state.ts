import * as v from 'valibot';
import { CHARGE_POINT_ERROR_CODES } from '../../machines/vocabulary/status.ts';

/** Supply voltage of the simulated outlets, in V. */
export const SUPPLY_V = 230;
/** One Wh in mJ: registers count in mJ, so that whole watts over whole milliseconds stay exact. */
export const MJ_PER_WH = 3_600_000;
/** A register of nine digits, as meters have. */
export const MAX_REGISTER_WH = 999_999_999;
/** The largest current that SAE J1772 can encode. */
export const MAX_VEHICLE_A = 80;
export const MAX_REACTION_MS = 3_600_000;

export const maxAmpsSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_VEHICLE_A));
export const reactionMsSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_REACTION_MS));
export const errorCodeSchema = v.picklist(CHARGE_POINT_ERROR_CODES.filter((code) => code !== 'NoError'));
/** Temperature near the contacts when nothing heats them, in degrees Celsius. */
export const AMBIENT_C = 25;
export const celsiusSchema = v.pipe(v.number(), v.minValue(-60), v.maxValue(200));
/** Pilot readings that no well-behaved vehicle brings about. */
export const FORCED_PILOTS = ['D', 'E', 'F', 'no-diode'] as const;
/** CiString50Type of OCPP 1.6 ed.2 7.19. */
export const faultTextSchema = v.pipe(v.string(), v.maxLength(50));

const vehicleSchema = v.strictObject({
  wantsEnergy: v.boolean(),
  maxAmps: maxAmpsSchema,
  reactionMs: reactionMsSchema,
  ignoresLimit: v.boolean(),
});

const faultSchema = v.strictObject({
  errorCode: errorCodeSchema,
  info: v.optional(faultTextSchema),
  vendorErrorCode: v.optional(faultTextSchema),
});

const outletSchema = v.strictObject({
  id: v.pipe(v.number(), v.integer(), v.minValue(1)),
  plugged: v.boolean(),
  vehicle: vehicleSchema,
  stuck: v.nullable(v.picklist(['open', 'closed'])),
  energy_mJ: v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
  meterFailing: v.boolean(),
  faults: v.array(faultSchema),
  celsius: v.optional(celsiusSchema, AMBIENT_C),
  leaking: v.optional(v.boolean(), false),
  forcedPilot: v.optional(v.nullable(v.picklist(FORCED_PILOTS)), null),
});

export const worldStateSchema = v.strictObject({
  format: v.literal(1),
  outlets: v.array(outletSchema),
  stationFaults: v.array(faultSchema),
  emergencyStop: v.boolean(),
  readerDead: v.boolean(),
});

/**
 * A vehicle: what it wants, the most it takes (A), how long it takes to react to the pilot or to its driver
 * (ms).
 */
export type Vehicle = Readonly<v.InferOutput<typeof vehicleSchema>>;
/** A fault that the board detects; at most one of each error code on a connector. */
export type BenchFault = Readonly<v.InferOutput<typeof faultSchema>>;
/** What of one outlet outlives a power cut. */
export type OutletState = v.InferOutput<typeof outletSchema>;
/**
 * All of the world that outlives a power cut. What the station commands (offer, coil) does not: boards forget
 * it.
 */
export type WorldState = v.InferOutput<typeof worldStateSchema>;

export const DEFAULT_VEHICLE: Vehicle = {
  wantsEnergy: true,
  maxAmps: 32,
  reactionMs: 200,
  ignoresLimit: false,
};

export const freshOutlet = (id: number): OutletState => ({
  id,
  plugged: false,
  vehicle: DEFAULT_VEHICLE,
  stuck: null,
  energy_mJ: 0,
  meterFailing: false,
  faults: [],
  celsius: AMBIENT_C,
  leaking: false,
  forcedPilot: null,
});

export const freshWorld = (): WorldState => ({
  format: 1,
  outlets: [],
  stationFaults: [],
  emergencyStop: false,
  readerDead: false,
});
