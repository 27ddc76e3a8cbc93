import type { Dice } from './dice.ts';
import { KNOWN_TAGS, STRANGE_TAGS, WELCOME_TAGS } from './id-tags.ts';
import type { Happening } from './incident.ts';

type Call = (dice: Dice) => Happening;
const call = (action: string, payload: object = {}): Happening => ({ do: 'call', action, payload });
const configure = (key: string, value: string | number | boolean): Happening =>
  call('ChangeConfiguration', { key, value: String(value) });

/** Values that the station takes, and some that it has to refuse. */
const SETTINGS: readonly Call[] = [
  (dice) => configure('MeterValueSampleInterval', dice.pick([0, 10, 30, 60, 61, 5])),
  (dice) => configure('ClockAlignedDataInterval', dice.pick([0, 60, 900, 3600, -1])),
  (dice) => configure('ConnectionTimeOut', dice.pick([5, 30, 60, 120, 0])),
  (dice) => configure('HeartbeatInterval', dice.pick([10, 30, 60, 0, 3600])),
  (dice) => configure('WebSocketPingInterval', dice.pick([0, 15, 60])),
  (dice) => configure('TransactionMessageAttempts', dice.pick([1, 2, 3, 5, 0])),
  (dice) => configure('TransactionMessageRetryInterval', dice.pick([0, 5, 30, 60])),
  (dice) => configure('LocalPreAuthorize', dice.chance(0.5)),
  (dice) => configure('LocalAuthorizeOffline', dice.chance(0.5)),
  (dice) => configure('AllowOfflineTxForUnknownId', dice.chance(0.5)),
  (dice) => configure('AuthorizeRemoteTxRequests', dice.chance(0.5)),
  (dice) => configure('StopTransactionOnEVSideDisconnect', dice.chance(0.5)),
  (dice) => configure('StopTransactionOnInvalidId', dice.chance(0.5)),
  (dice) => configure('LocalAuthListEnabled', dice.chance(0.8)),
  () => configure('NumberOfConnectors', 3),
  () => configure('NoSuchKey', 'x'),
];

function localList(dice: Dice): Happening {
  const tags = [...Object.keys(KNOWN_TAGS), ...STRANGE_TAGS].filter(() => dice.chance(0.4));
  const entries = [...new Set(tags)].map((idTag) => ({
    idTag,
    // Now and then the list says something else than the central system does.
    idTagInfo: {
      ...KNOWN_TAGS[idTag],
      status: dice.chance(0.8) ? 'Accepted' : dice.pick(['Blocked', 'Invalid']),
    },
  }));
  const updateType = dice.pick(['Full', 'Differential']);
  return call('SendLocalList', {
    listVersion: dice.whole(1, 50),
    updateType,
    localAuthorizationList: entries,
  });
}

function chargingProfile(dice: Dice): Happening {
  const purpose = dice.pick(['ChargePointMaxProfile', 'TxDefaultProfile', 'TxDefaultProfile']);
  const start = dice.whole(0, 23);
  return call('SetChargingProfile', {
    connectorId: purpose === 'ChargePointMaxProfile' ? 0 : dice.whole(0, 2),
    csChargingProfiles: {
      chargingProfileId: dice.whole(1, 6),
      stackLevel: dice.whole(0, 3),
      chargingProfilePurpose: purpose,
      ...dice.pick([
        { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' },
        { chargingProfileKind: 'Absolute' },
      ]),
      chargingSchedule: {
        startSchedule: `2026-01-01T${String(start).padStart(2, '0')}:00:00Z`,
        chargingRateUnit: 'A',
        ...(dice.chance(0.5) && { duration: dice.whole(1, 12) * 3600 }),
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: dice.pick([0, 6, 8, 10, 16, 24]) },
          { startPeriod: dice.whole(1, 120) * 60, limit: dice.pick([0, 5, 6, 13.5, 32]) },
        ],
      },
    },
  });
}

/** Any legal request at any time. */
const CALLS: readonly Call[] = [
  (dice) => dice.pick(SETTINGS)(dice),
  (dice) => dice.pick(SETTINGS)(dice),
  localList,
  chargingProfile,
  chargingProfile,
  (dice) => ({ do: 'tx-profile', connectorId: dice.whole(1, 2), limit_A: dice.pick([0, 6, 10, 20]) }),
  (dice) =>
    call('RemoteStartTransaction', {
      idTag: dice.pick([...WELCOME_TAGS, ...STRANGE_TAGS]),
      ...(dice.chance(0.6) && { connectorId: dice.whole(0, 3) }),
    }),
  (dice) => ({ do: 'remote-stop', connectorId: dice.whole(1, 2) }),
  (dice) =>
    call('ChangeAvailability', {
      connectorId: dice.whole(0, 3),
      type: dice.pick(['Operative', 'Inoperative']),
    }),
  () => call('ChangeAvailability', { connectorId: 0, type: 'Operative' }),
  (dice) => (dice.chance(0.5) ? call('Reset', { type: dice.pick(['Soft', 'Hard']) }) : call('ClearCache')),
  (dice) => ({
    do: 'reserve',
    connectorId: dice.whole(0, 2),
    idTag: dice.pick(WELCOME_TAGS),
    for_ms: dice.pick([30_000, 600_000, 3_600_000]),
  }),
  (dice) => call('CancelReservation', { reservationId: dice.whole(1, 30) }),
  (dice) => call('ClearChargingProfile', dice.chance(0.5) ? {} : { id: dice.whole(1, 6) }),
  (dice) => call('GetCompositeSchedule', { connectorId: dice.whole(0, 2), duration: 3600 }),
  (dice) =>
    call('TriggerMessage', {
      requestedMessage: dice.pick(['BootNotification', 'Heartbeat', 'MeterValues', 'StatusNotification']),
      ...(dice.chance(0.5) && { connectorId: dice.whole(1, 2) }),
    }),
  () => call('GetConfiguration'),
  () => call('GetLocalListVersion'),
  () => call('UnlockConnector', { connectorId: 1 }),
  () => call('DataTransfer', { vendorId: 'com.example' }),
  () => call('NoSuchAction'),
];

export const planCall = (dice: Dice): Happening => dice.pick(CALLS)(dice);
