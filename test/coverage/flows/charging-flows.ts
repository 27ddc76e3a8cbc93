import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  authorize,
  begins,
  plugs,
  REJECTED,
  remoteStart,
  SESSION,
  status,
} from '../flow-words.ts';
import { any, type Fields, left, none, type Pattern, type Periods, present, timeOf } from '../pattern.ts';

const PROFILE = 'the station has the profile';
const IN_AMPERES = `${PROFILE}, with limits in A`;
/** The rating of a connector, in A. */
const RATING = 32;
const REFUSED = any(REJECTED, { callError: 'PropertyConstraintViolation' });
/** The schedule that the laboratory usually installs. */
const USUAL: Periods = [
  [0, 6],
  [60, 10],
  [120, 8],
];

const periodsOf = (periods: Periods): Pattern =>
  periods.map(([startPeriod, limit]) => ({ startPeriod, limit }));
const profile = (purpose: Pattern, periods: Periods, duration: number, fields: Fields = {}): Fields => ({
  chargingProfilePurpose: purpose,
  stackLevel: 0,
  chargingProfileKind: 'Absolute',
  ...fields,
  chargingSchedule: { duration, chargingRateUnit: 'A', chargingSchedulePeriod: periodsOf(periods) },
});
const installs = (csChargingProfiles: Fields, answer: Pattern = ACCEPTED, connectorId: Pattern = '$N') =>
  asked('SetChargingProfile', { connectorId, csChargingProfiles }, answer);
/** GetCompositeSchedule, and what it answers. */
const composite = (duration: Pattern, ...periods: Periods) =>
  asked(
    'GetCompositeSchedule',
    { connectorId: '$N', duration, chargingRateUnit: 'A' },
    {
      status: 'Accepted',
      connectorId: '$N',
      scheduleStart: timeOf('message'),
      chargingSchedule: { duration, chargingRateUnit: 'A', chargingSchedulePeriod: left(...periods) },
    },
  );
const clears = (fields: Fields) => asked('ClearChargingProfile', fields, ACCEPTED);

const usual = (id: string, name: string) => ({ id, name, because: ['SmartCharging'], reason: PROFILE });

export const chargingFlows: readonly CertifiedFlow[] = sectionOf('SmartCharging', '23 Smart Charging', [
  {
    id: 'TC_056_CS',
    name: 'Central Smart Charging - TxDefaultProfile',
    because: ['SmartCharging', 'SC-1.1', 'ORS-14', 'ORS-15'],
    reason: IN_AMPERES,
    steps: [
      installs(profile('TxDefaultProfile', USUAL, 300)),
      ...SESSION,
      composite(300, ...USUAL, [300, RATING]),
    ],
  },
  {
    id: 'TC_057_CS',
    name: 'Central Smart Charging - TxProfile',
    because: ['SmartCharging', 'SC-1.1'],
    reason: IN_AMPERES,
    steps: [
      begins(),
      installs(profile('TxProfile', USUAL, 260, { transactionId: '$T' })),
      composite(300, ...USUAL, [260, RATING]),
    ],
  },
  {
    ...usual('TC_058_1_CS', 'Central Smart Charging - No ongoing transaction'),
    steps: [installs(profile('TxProfile', USUAL, 260, { transactionId: present }), REFUSED)],
  },
  {
    ...usual('TC_058_2_CS', 'Central Smart Charging - Wrong transactionId'),
    steps: [begins(), installs(profile('TxProfile', USUAL, 260, { transactionId: '$U' }), REFUSED)],
  },
  {
    ...usual('TC_059_CS', 'Remote Start Transaction with Charging Profile'),
    steps: [
      remoteStart(ACCEPTED, { chargingProfile: profile('TxProfile', USUAL, 300, { transactionId: null }) }),
      authorize('$A', { where: ['AuthorizeRemoteTxRequests', 'true'] }),
      status('$N', 'Preparing'),
      plugs(),
      begins(),
      composite('$D', ...USUAL, [300, RATING]),
    ],
  },
  {
    ...usual('TC_060_CS', 'Remote Start Transaction with Charging Profile - Rejected'),
    steps: [remoteStart(REFUSED, { chargingProfile: { chargingProfilePurpose: none('TxProfile') } })],
  },
  {
    id: 'TC_066_CS',
    name: 'Get Composite Schedule',
    because: ['SmartCharging', 'ORS-15', 'SC-1.1'],
    reason: IN_AMPERES,
    keys: { MaxChargingProfilesInstalled: present, ChargingScheduleMaxPeriods: '10' },
    steps: [
      begins(),
      installs(profile('ChargePointMaxProfile', [[0, 10]], 86_400), ACCEPTED, 0),
      installs(
        profile(
          'TxDefaultProfile',
          [
            [0, 6],
            [60, 10],
            [120, 8],
            [180, 25],
            [260, 8],
          ],
          300,
        ),
      ),
      installs(
        profile(
          'TxProfile',
          [
            [0, 8],
            [50, 11],
            [140, 16],
            [200, 6],
            [240, 12],
          ],
          260,
          { transactionId: '$T' },
        ),
      ),
      composite(400, [0, 8], [50, 10], [200, 6], [240, 10], [260, 8], [300, 10]),
    ],
  },
  {
    ...usual('TC_067_CS', 'Clear Charging Profile'),
    steps: [
      installs(
        profile(
          'TxDefaultProfile',
          [
            [0, 6],
            [60, 8],
            [200, 10],
          ],
          400,
          { stackLevel: 1, chargingProfileId: '$I' },
        ),
      ),
      clears({ id: '$I' }),
      asked(
        'GetCompositeSchedule',
        { connectorId: '$N' },
        {
          status: 'Accepted',
          chargingSchedule: {
            chargingSchedulePeriod: none(
              periodsOf([
                [0, 6],
                [60, 8],
                [200, 10],
              ]),
            ),
          },
        },
      ),
      clears({ connectorId: '$N', chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 }),
      asked('GetCompositeSchedule', { connectorId: '$N' }, ACCEPTED),
      clears({ id: null, connectorId: null, chargingProfilePurpose: null, stackLevel: null }),
      asked(
        'GetCompositeSchedule',
        { connectorId: '$N' },
        {
          status: 'Accepted',
          chargingSchedule: { chargingSchedulePeriod: periodsOf([[0, RATING]]) },
        },
      ),
    ],
  },
  {
    id: 'TC_072_CS',
    name: 'Stacking Charging Profiles',
    because: ['SmartCharging', 'ORS-14'],
    reason: `${PROFILE}, levels 0 to 3`,
    steps: [
      installs(
        profile(
          'TxDefaultProfile',
          [
            [0, 6],
            [100, 8],
            [200, 10],
          ],
          400,
        ),
      ),
      installs(
        profile(
          'TxDefaultProfile',
          [
            [0, 7],
            [100, 9],
          ],
          150,
          { stackLevel: 1 },
        ),
      ),
      composite(350, [0, 7], [100, 9], [150, 8], [200, 10]),
    ],
  },
  {
    ...usual('TC_082_CS', 'Central Smart Charging - TxDefaultProfile - with ongoing transaction'),
    steps: [
      begins(),
      installs(profile('TxDefaultProfile', USUAL, 300)),
      composite(300, ...USUAL, [300, RATING]),
    ],
  },
]);
