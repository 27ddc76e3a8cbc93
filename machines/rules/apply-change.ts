import type { CertificateUse, InstalledRoot } from '../vocabulary/certificates.ts';
import type { FirmwareRecord } from '../vocabulary/firmware.ts';
import type { IsoTime } from '../vocabulary/instant.ts';
import type {
  ConnectorRecord,
  OpenTransaction,
  OwnTransactionId,
  RecordChange,
  StationRecords,
} from '../vocabulary/records.ts';
import type { StationProfile } from '../vocabulary/station-profile.ts';

/** A change that cannot follow from the records it was meant for: an error of the station's own logic. */
export class RecordChangeError extends Error {
  override name = 'RecordChangeError';
  constructor(change: RecordChange, problem: string) {
    super(`${change.type}: ${problem}`);
  }
}

type ChangeOf<T extends RecordChange['type']> = Extract<RecordChange, { type: T }>;
type Apply<T extends RecordChange['type']> = (
  records: StationRecords,
  change: ChangeOf<T>,
  at: IsoTime,
) => StationRecords;

/**
 * Records of a station that was never started: every key of the profile with its initial value (but those
 * nobody may read), everything operative, nothing charged.
 */
export function emptyRecords(profile: StationProfile): StationRecords {
  const connectorIds = Array.from({ length: profile.connectors.count }, (_, index) => index + 1);
  const readable = profile.keys.filter((key) => key.access !== 'W');
  return {
    profile,
    configuration: Object.fromEntries(readable.map((key) => [key.name, key.initial])),
    operative: true,
    connectors: Object.fromEntries(connectorIds.map((id) => [id, { operative: true, endedSession: null }])),
    transactions: {},
    nextTransaction: 1,
    transactionIds: {},
    localList: { version: 0, entries: [] },
    reservations: {},
    chargingProfiles: [],
    uploads: {},
    securityFallback: null,
    firmware: null,
    roots: [],
    chargePointCertificates: [],
    signingRequest: null,
    credentials: { authorizationKey: false },
    cleanStop: false,
  };
}

const without = <T>(table: Readonly<Record<number, T>>, key: number): Record<number, T> =>
  Object.fromEntries(Object.entries(table).filter(([name]) => name !== String(key)));

function connectorWith(
  records: StationRecords,
  change: RecordChange & { readonly connectorId: number },
  next: Partial<ConnectorRecord>,
): StationRecords {
  const before = records.connectors[change.connectorId];
  if (!before) throw new RecordChangeError(change, `no connector ${change.connectorId}`);
  return { ...records, connectors: { ...records.connectors, [change.connectorId]: { ...before, ...next } } };
}

type OfTransaction = RecordChange & { readonly id: OwnTransactionId };

function openTransaction(records: StationRecords, change: OfTransaction): OpenTransaction {
  const open = records.transactions[change.id];
  if (!open) throw new RecordChangeError(change, `no open transaction ${change.id}`);
  return open;
}

/** Null if the transaction has ended: an answer may be late. */
function transactionIfOpen(records: StationRecords, change: OfTransaction): OpenTransaction | null {
  if (change.id >= records.nextTransaction) {
    throw new RecordChangeError(change, `transaction ${change.id} never started`);
  }
  return records.transactions[change.id] ?? null;
}

const transactionWith = (
  records: StationRecords,
  before: OpenTransaction,
  next: Partial<OpenTransaction>,
): StationRecords => ({
  ...records,
  transactions: { ...records.transactions, [before.id]: { ...before, ...next } },
});

const opened: Apply<'transaction-opened'> = (records, change, at) => {
  const { type: _, ...start } = change;
  // Connectors number their transactions in turn: one is ahead of the others by less than a round, and as far
  // behind as they went while its own meter was silent.
  const round = records.profile.connectors.count;
  if (records.transactions[start.id] || start.id - records.nextTransaction >= round) {
    throw new RecordChangeError(
      change,
      `transaction ${start.id} is none of the next, ${records.nextTransaction}`,
    );
  }
  if (!records.connectors[start.connectorId]) {
    throw new RecordChangeError(change, `no connector ${start.connectorId} for transaction ${start.id}`);
  }
  const other = Object.values(records.transactions).find((open) => open.connectorId === start.connectorId);
  if (other) {
    throw new RecordChangeError(change, `connector ${start.connectorId} still has transaction ${other.id}`);
  }
  const transaction: OpenTransaction = {
    ...start,
    startedAt: at,
    lastReading_Wh: start.meterStart_Wh,
    lastReadingAt: at,
    transactionId: null,
    deauthorised: false,
  };
  return {
    ...records,
    transactions: { ...records.transactions, [start.id]: transaction },
    nextTransaction: Math.max(records.nextTransaction, start.id + 1),
  };
};

const identified: Apply<'transaction-identified'> = (records, change) => {
  const { id, transactionId } = change;
  const open = transactionIfOpen(records, change);
  return open
    ? transactionWith(records, open, { transactionId })
    : { ...records, transactionIds: { ...records.transactionIds, [id]: transactionId } };
};

const closed: Apply<'transaction-closed'> = (records, change) => {
  const { id, transactionId } = openTransaction(records, change);
  const transactions = without(records.transactions, id);
  return transactionId === null
    ? { ...records, transactions }
    : { ...records, transactions, transactionIds: { ...records.transactionIds, [id]: transactionId } };
};

const forgotten: Apply<'transaction-forgotten'> = (records, change) => {
  if (transactionIfOpen(records, change)) {
    throw new RecordChangeError(change, `transaction ${change.id} is still open`);
  }
  return { ...records, transactionIds: without(records.transactionIds, change.id) };
};

/** The newest, and the one before it as a fallback (whitepaper A02.FR.10). */
export const KEPT_CERTIFICATES = 2;

const isRoot = (root: InstalledRoot, use: CertificateUse, fingerprint: string): boolean =>
  root.use === use && root.certificate.fingerprint === fingerprint;

function updateUnderWay(records: StationRecords, change: RecordChange): FirmwareRecord {
  if (!records.firmware) throw new RecordChangeError(change, 'no firmware update is under way');
  return records.firmware;
}

const APPLY: { readonly [T in RecordChange['type']]: Apply<T> } = {
  'configuration-set': (records, change) => {
    if (!Object.hasOwn(records.configuration, change.key)) {
      throw new RecordChangeError(change, `no key ${change.key}`);
    }
    return { ...records, configuration: { ...records.configuration, [change.key]: change.value } };
  },
  'secret-set': (records, { key }) =>
    key === 'AuthorizationKey'
      ? { ...records, credentials: { ...records.credentials, authorizationKey: true } }
      : records,
  // Of the secrets alone: no record tells it.
  'secret-accepted': (records) => records,
  'secret-forgotten': (records) => records,
  'station-availability-set': (records, { operative }) => ({ ...records, operative }),
  'connector-availability-set': (records, change) =>
    connectorWith(records, change, { operative: change.operative }),
  'session-ended': (records, change) =>
    connectorWith(records, change, { endedSession: { idTag: change.idTag } }),
  'session-cleared': (records, change) => connectorWith(records, change, { endedSession: null }),
  'transaction-opened': opened,
  'transaction-reading': (records, change, at) => {
    const open = openTransaction(records, change);
    const lastReading_Wh = Math.max(open.lastReading_Wh, change.energy_Wh);
    return transactionWith(records, open, { lastReading_Wh, lastReadingAt: at });
  },
  'transaction-identified': identified,
  'transaction-parent-learnt': (records, change) => {
    const open = transactionIfOpen(records, change);
    return open ? transactionWith(records, open, { parentIdTag: change.parentIdTag }) : records;
  },
  'transaction-deauthorised': (records, change) => {
    const open = transactionIfOpen(records, change);
    return open ? transactionWith(records, open, { deauthorised: true }) : records;
  },
  'transaction-closed': closed,
  'transaction-forgotten': forgotten,
  'local-list-replaced': (records, { list }) => ({ ...records, localList: list }),
  'reservation-stored': (records, { reservation }) => ({
    ...records,
    reservations: { ...records.reservations, [reservation.reservationId]: reservation },
  }),
  'reservation-removed': (records, { reservationId }) => ({
    ...records,
    reservations: without(records.reservations, reservationId),
  }),
  'charging-profiles-replaced': (records, { profiles }) => ({ ...records, chargingProfiles: profiles }),
  'upload-stored': (records, { kind, upload }) => ({
    ...records,
    uploads: { ...records.uploads, [kind]: upload },
  }),
  'upload-concluded': (records, change) => {
    const upload = records.uploads[change.kind];
    if (!upload) throw new RecordChangeError(change, `no upload of ${change.kind}`);
    const { outcome } = change;
    return { ...records, uploads: { ...records.uploads, [change.kind]: { ...upload, outcome } } };
  },
  'upload-ended': (records, { kind }) => {
    const { [kind]: _ended, ...uploads } = records.uploads;
    return { ...records, uploads };
  },
  'security-profile-raised': (records, { from }) => ({ ...records, securityFallback: from }),
  'security-profile-proven': (records) => ({ ...records, securityFallback: null }),
  'security-profile-reverted': (records, change) => {
    if (records.securityFallback === null) throw new RecordChangeError(change, 'there is no way back');
    const SecurityProfile = String(records.securityFallback);
    const configuration = { ...records.configuration, SecurityProfile };
    return { ...records, configuration, securityFallback: null };
  },
  'root-installed': (records, { root }) => ({
    ...records,
    roots: [...records.roots.filter((it) => !isRoot(it, root.use, root.certificate.fingerprint)), root],
  }),
  'root-deleted': (records, { use, fingerprint }) => ({
    ...records,
    roots: records.roots.filter((it) => !isRoot(it, use, fingerprint)),
  }),
  'signing-requested': (records, { request }) => ({ ...records, signingRequest: request }),
  'signing-answered': (records, { keyHash, taken }) => {
    const { signingRequest } = records;
    // The certificate may have come before the answer.
    if (signingRequest?.keyHash !== keyHash) return records;
    return { ...records, signingRequest: taken ? { ...signingRequest, answered: true } : null };
  },
  'charge-point-certificate-installed': (records, { certificate }) => ({
    ...records,
    chargePointCertificates: [certificate, ...records.chargePointCertificates].slice(0, KEPT_CERTIFICATES),
    signingRequest:
      records.signingRequest?.keyHash === certificate.certificate.key.hash ? null : records.signingRequest,
  }),
  'firmware-stored': (records, { update }) => ({ ...records, firmware: update }),
  'firmware-advanced': (records, change) => {
    const { phase, digest = null } = change;
    const before = updateUnderWay(records, change);
    return { ...records, firmware: { ...before, phase, digest: digest ?? before.digest } };
  },
  'firmware-concluded': (records, change) => ({
    ...records,
    firmware: { ...updateUnderWay(records, change), outcome: change.outcome },
  }),
  'firmware-told': (records) => {
    const { firmware } = records;
    // After one that was installed the station is as if nobody had asked (whitepaper L01: Idle).
    const isOver = firmware === null || firmware.outcome === 'installed';
    return { ...records, firmware: isOver ? null : { ...firmware, told: true } };
  },
  'clean-stop-set': (records, { clean }) => ({ ...records, cleanStop: clean }),
};

/**
 * The records after one change; those given stay as they are. A reading below the last one keeps the higher
 * (the register never runs backwards); what an answer teaches about a transaction that has ended is dropped,
 * but for its transactionId, which its queued messages still need.
 * @param at the time of the change, for what it stamps.
 * @throws RecordChangeError naming the change and what it was about, if it cannot follow from these records.
 */
export function applyChange(records: StationRecords, change: RecordChange, at: IsoTime): StationRecords {
  const apply = APPLY[change.type] as Apply<RecordChange['type']>;
  return apply(records, change as never, at);
}
