import type { Dice } from './dice.ts';
import { KNOWN_TAGS, STRANGE_TAGS, WELCOME_TAGS } from './id-tags.ts';
import type { Happening } from './incident.ts';

type Call = (dice: Dice) => Happening;
const call = (action: string, payload: object = {}): Happening => ({ do: 'call', action, payload });
export const changeOf = (key: string, value: string): Happening =>
  call('ChangeConfiguration', { key, value });
const ENERGY = 'Energy.Active.Import.Register';

type Setting = (dice: Dice) => readonly [key: string, value: string];
const configure = (key: string, value: string | number | boolean): ReturnType<Setting> => [
  key,
  String(value),
];

/** Values that the station takes, and some that it has to refuse. */
const SETTINGS: readonly Setting[] = [
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
  (dice) => configure('MeterValuesSampledData', dice.pick([ENERGY, ENERGY, '', 'Voltage'])),
  (dice) => configure('MeterValuesAlignedData', dice.pick([ENERGY, ENERGY, ''])),
  (dice) => configure('StopTxnSampledData', dice.pick([ENERGY, ''])),
  (dice) => configure('ResetRetries', dice.pick([0, 1, 3])),
  () => configure('SecurityProfile', 0),
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

/** Runs begin with 2026. */
const day = (dice: Dice): string => `2026-01-${String(dice.whole(1, 9)).padStart(2, '0')}T00:00:00Z`;

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
        { chargingProfileKind: 'Recurring', recurrencyKind: 'Weekly' },
        { chargingProfileKind: 'Absolute' },
        { chargingProfileKind: 'Relative' },
      ]),
      ...(dice.chance(0.2) && { validFrom: day(dice), validTo: day(dice) }),
      chargingSchedule: {
        startSchedule: `2026-01-01T${String(start).padStart(2, '0')}:00:00Z`,
        chargingRateUnit: dice.chance(0.95) ? 'A' : 'W',
        ...(dice.chance(0.2) && { minChargingRate: dice.pick([6, 8]) }),
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
  (dice) => changeOf(...dice.pick(SETTINGS)(dice)),
  (dice) => changeOf(...dice.pick(SETTINGS)(dice)),
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
  (dice) => call('Reset', { type: dice.pick(['Soft', 'Hard']) }),
  () => call('ClearCache'),
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
      requestedMessage: dice.pick([
        'BootNotification',
        'Heartbeat',
        'MeterValues',
        'StatusNotification',
        'DiagnosticsStatusNotification',
      ]),
      ...(dice.chance(0.5) && { connectorId: dice.whole(1, 2) }),
    }),
  (dice) =>
    call('GetDiagnostics', {
      location: 'ftp://operator:secret@logs.test/stations',
      ...(dice.chance(0.8) && { retries: dice.whole(0, 3), retryInterval: dice.whole(0, 60) }),
    }),
  (dice) =>
    call('GetLog', {
      logType: dice.pick(['DiagnosticsLog', 'SecurityLog']),
      requestId: dice.whole(1, 1_000),
      log: { remoteLocation: 'https://operator:secret@logs.test/stations' },
      ...(dice.chance(0.8) && { retries: dice.whole(0, 3), retryInterval: dice.whole(0, 60) }),
    }),
  () => call('GetConfiguration'),
  () => call('GetLocalListVersion'),
  (dice) =>
    call('ExtendedTriggerMessage', {
      requestedMessage: dice.pick(['BootNotification', 'Heartbeat', 'MeterValues', 'StatusNotification']),
      ...(dice.chance(0.5) && { connectorId: dice.whole(1, 2) }),
    }),
  () => call('UpdateFirmware', { location: 'ftp://x/y', retrieveDate: '2026-01-01T00:00:00Z' }),
  () => call('GetDiagnostics', { location: 'ftp://x/y' }),
  () => call('UnlockConnector', { connectorId: 1 }),
  () => call('DataTransfer', { vendorId: 'com.example' }),
  () => call('NoSuchAction'),
];

export const planCall = (dice: Dice): Happening => dice.pick(CALLS)(dice);

/** What someone with a laptop at the station does. */
export function technicianAct(dice: Dice): Happening {
  const [key, value] = dice.pick(SETTINGS)(dice);
  return { do: 'technician', key, value };
}
