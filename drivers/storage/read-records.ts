import * as v from 'valibot';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import {
  chargePointCertificatesShape,
  installedRootsShape,
  signingRequestShape,
} from './certificate-shapes.ts';
import { firmwareShape } from './firmware-shape.ts';
import type { RecordRules } from './record-rules.ts';
import {
  connectorShape,
  installedProfilesShape,
  localListShape,
  reservationShape,
  transactionShape,
  uploadShape,
} from './stored-shapes.ts';

/** The database holds something this program never wrote. */
export class DamagedDatabaseError extends Error {
  override name = 'DamagedDatabaseError';
}

export type StoredRow = { readonly kind: string; readonly key: string; readonly value: string };

const RECORD_KINDS = [
  'configuration',
  'station',
  'connector',
  'transaction',
  'transaction-id',
  'reservation',
  'upload',
];

const stationShape = v.object({
  operative: v.exactOptional(v.boolean()),
  nextTransaction: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  localList: v.exactOptional(localListShape),
  chargingProfiles: v.exactOptional(installedProfilesShape),
  securityFallback: v.exactOptional(v.nullable(v.number())),
  chargePointCertificates: v.exactOptional(chargePointCertificatesShape),
  signingRequest: v.exactOptional(v.nullable(signingRequestShape)),
  roots: v.exactOptional(installedRootsShape),
  firmware: v.exactOptional(v.nullable(firmwareShape)),
  cleanStop: v.exactOptional(v.boolean()),
});

export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DamagedDatabaseError(`${where} is not JSON`, { cause });
  }
}

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, where: string): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new DamagedDatabaseError(`${where} has a shape this program does not write`);
}

/** The stored values in force; what the profile does not know or accept any more is left out, and said. */
function configurationFrom(
  stored: ReadonlyMap<string, unknown>,
  initial: StationRecords['configuration'],
  rules: RecordRules,
  warn: (text: string) => void,
): StationRecords['configuration'] {
  const inForce: Record<string, string> = { ...initial };
  for (const [key, raw] of stored) {
    const value = checked(v.string(), raw, `configuration ${key}`);
    if (!Object.hasOwn(initial, key)) {
      warn(`The stored configuration key ${key} is not one of this station any more; it is ignored.`);
    } else if (!rules.accepts(key, value)) {
      warn(`The stored value of ${key} is not allowed any more; ${JSON.stringify(initial[key])} is used.`);
    } else {
      inForce[key] = value;
    }
  }
  return inForce;
}

/**
 * The records that the rows of a database say, over those of a new station.
 * @param warn gets a sentence for each stored value that is not used.
 * @throws DamagedDatabaseError for a row that this program cannot have written.
 */
export function readRecords(
  rows: readonly StoredRow[],
  profile: StationProfile,
  rules: RecordRules,
  warn: (text: string) => void,
): StationRecords {
  const byKind = new Map<string, Map<string, unknown>>(RECORD_KINDS.map((kind) => [kind, new Map()]));
  for (const { kind, key, value } of rows) {
    byKind.get(kind)?.set(key, parseJson(value, `row ${kind} ${key}`));
  }
  const table = <T>(kind: string, schema: v.GenericSchema<unknown, T>): Record<string, T> =>
    Object.fromEntries(
      [...byKind.get(kind)!].map(([key, raw]) => [key, checked(schema, raw, `row ${kind} ${key}`)]),
    );
  const empty = rules.emptyRecords(profile);
  const connectors = table('connector', connectorShape);
  for (const id of Object.keys(connectors)) {
    if (id in empty.connectors) continue;
    warn(`Connector ${id} is stored, but this station has none of that number; it is ignored.`);
    delete connectors[id];
  }
  return {
    ...empty,
    ...checked(stationShape, Object.fromEntries(byKind.get('station')!), 'the row of the station'),
    configuration: configurationFrom(byKind.get('configuration')!, empty.configuration, rules, warn),
    connectors: { ...empty.connectors, ...connectors },
    transactions: table('transaction', transactionShape),
    transactionIds: table('transaction-id', v.number()),
    reservations: table('reservation', reservationShape),
    uploads: table('upload', uploadShape),
  };
}
