import { MAX_VALUE_LENGTH } from '../key-value.ts';
import { type KeyDefinition, type StationProfile, StationProfileError } from '../station-profile.ts';

type Derivable = Pick<StationProfile, 'connectors' | 'featureProfiles' | 'limits' | 'features'>;

/** ConnectorPhaseRotation of a station on one phase: nothing rotates (OCPP 1.6 ed.2 9.1.5). */
export const singlePhaseRotation = (connectors: number): string =>
  Array.from({ length: connectors + 1 }, (_, id) => `${id}.NotApplicable`).join(',');

/** Values of ChargingScheduleAllowedChargingRateUnit: Current is A, Power is W (errata v3.0, 3.88). */
export const rateUnitNames = (units: readonly ('A' | 'W')[]): readonly string[] =>
  units.map((unit) => (unit === 'A' ? 'Current' : 'Power'));

/** The keys whose values repeat another part of the profile, with the value that part demands. */
export function derivedValues(profile: Derivable): Readonly<Record<string, string>> {
  const { limits, features } = profile;
  return {
    NumberOfConnectors: String(profile.connectors.count),
    SupportedFeatureProfiles: profile.featureProfiles.join(','),
    GetConfigurationMaxKeys: String(limits.getConfigurationMaxKeys),
    LocalAuthListMaxLength: String(limits.localAuthListMaxLength),
    SendLocalListMaxLength: String(limits.sendLocalListMaxLength),
    ChargeProfileMaxStackLevel: String(limits.chargeProfileMaxStackLevel),
    ChargingScheduleMaxPeriods: String(limits.chargingScheduleMaxPeriods),
    MaxChargingProfilesInstalled: String(limits.maxChargingProfilesInstalled),
    StopTransactionMaxMeterValues: String(limits.stopTransactionMaxMeterValues),
    ReserveConnectorZeroSupported: String(features.reserveConnectorZero),
    ChargingScheduleAllowedChargingRateUnit: rateUnitNames(features.chargingRateUnits).join(','),
  };
}

/**
 * The profile of one station made from that of its type: another number of connectors, its own name plate.
 * The keys that follow from them (NumberOfConnectors, ConnectorPhaseRotation) change with them.
 * @throws StationProfileError when the profile does not allow the number of connectors, or an OCPP value
 * cannot hold it.
 */
export function profileWith(
  profile: StationProfile,
  changes: {
    readonly connectors?: number | undefined;
    readonly identity?: { readonly [Part in keyof StationProfile['identity']]?: string | undefined };
  },
): StationProfile {
  const identity = { ...profile.identity, ...definedOnly(changes.identity ?? {}) };
  const count = changes.connectors ?? profile.connectors.count;
  if (count === profile.connectors.count) return { ...profile, identity };
  const mistake = refusedCount(profile, count);
  if (mistake) throw new StationProfileError([mistake]);
  return {
    ...profile,
    identity,
    connectors: { ...profile.connectors, count },
    keys: profile.keys.map((key) => withConnectors(key, count)),
  };
}

function refusedCount(profile: StationProfile, count: number): string | null {
  if (!profile.connectors.configurable)
    return `The profile ${profile.name} has ${profile.connectors.count} connectors, no other number.`;
  if (!Number.isSafeInteger(count) || count < 1)
    return 'A station has a whole number of connectors, at least 1.';
  if (singlePhaseRotation(count).length > MAX_VALUE_LENGTH)
    return `A station cannot have ${count} connectors: OCPP cannot report the phases of more than 29.`;
  return null;
}

function withConnectors(key: KeyDefinition, count: number): KeyDefinition {
  if (key.name === 'NumberOfConnectors')
    return { ...key, initial: String(count), value: { kind: 'integer', min: count, max: count } };
  return key.value.kind === 'phase-rotation' ? { ...key, initial: singlePhaseRotation(count) } : key;
}

const definedOnly = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
