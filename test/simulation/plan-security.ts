import type { DayShape } from './day-shape.ts';
import type { Dice } from './dice.ts';
import type { Happening } from './incident.ts';
import { changeOf } from './plan-calls.ts';
import { hashDataOf, ROOTS, SIGNERS } from './simulated-certificates.ts';
import { RIGHT } from './simulated-firmware.ts';
import type { Course, RatedTrouble } from './trouble.ts';

const MINUTE = 60_000;
const call = (action: string, payload: object): Happening => ({ do: 'call', action, payload });

const install = (dice: Dice): Happening =>
  call('InstallCertificate', {
    certificateType: dice.pick(['ManufacturerRootCertificate', 'CentralSystemRootCertificate']),
    certificate: dice.pick([...ROOTS, ...ROOTS, ...SIGNERS]),
  });

function remove(dice: Dice): Happening {
  const { issuerNameHash, issuerKeyHash } = hashDataOf(dice.pick(ROOTS)).SHA256;
  const certificateHashData = { hashAlgorithm: 'SHA256', issuerNameHash, issuerKeyHash, serialNumber: 'A1' };
  return call('DeleteCertificate', { certificateHashData });
}

const CERTIFICATE_CALLS: readonly ((dice: Dice) => Happening)[] = [
  install,
  install,
  remove,
  (dice) =>
    call('GetInstalledCertificateIds', {
      certificateType: dice.pick(['ManufacturerRootCertificate', 'CentralSystemRootCertificate']),
    }),
  (dice) => changeOf('CpoName', dice.pick(['Operator', 'Another'])),
  () => call('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' }),
  () => call('ExtendedTriggerMessage', { requestedMessage: 'FirmwareStatusNotification' }),
  () => call('CertificateSigned', { certificateChain: 'nonsense' }),
];

const trust = (certificateType: string): Happening =>
  call('InstallCertificate', { certificateType, certificate: ROOTS[0] });

/** A certificate of the charge point: all that it takes, one after the other. */
const renewal = (): Course => [
  [0, trust('CentralSystemRootCertificate')],
  [1_000, changeOf('CpoName', 'Operator')],
  [1_000, call('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' })],
];

const update = (dice: Dice): Happening => ({
  do: 'update-firmware',
  requestId: dice.whole(1, 1_000),
  signer: dice.pick(['SIGNER', 'SIGNER', 'SIGNER', 'SIGNER', ...SIGNERS]),
  signature: dice.pick([RIGHT, RIGHT, RIGHT, RIGHT, 'wrong']),
  retrieveIn_ms: dice.pick([-MINUTE, 0, 0, 30_000, 30 * MINUTE]),
  installIn_ms: dice.pick([null, null, 0, 5 * MINUTE, 40 * MINUTE]),
  ...(dice.chance(0.7) && { retries: dice.whole(0, 3), retryInterval_s: dice.whole(0, 120) }),
});

/** One that is right, and due. */
export const UPDATE_NOW: readonly Happening[] = [
  trust('ManufacturerRootCertificate'),
  {
    do: 'update-firmware',
    ...{ requestId: 2_000, signer: 'SIGNER', signature: RIGHT, retrieveIn_ms: 0, installIn_ms: null },
  },
];

/** An update of the firmware, now and then another one while it is under way. */
function updates(dice: Dice): Course {
  const first: Course = [
    [0, trust('ManufacturerRootCertificate')],
    [1_000, update(dice)],
  ];
  return dice.chance(0.3) ? [...first, [dice.whole(1, 30) * MINUTE, update(dice)]] : first;
}

/** What the central system does of the security extension, with its rate a day. */
export const securityTroubles = ({ centralSystem }: DayShape): readonly RatedTrouble[] => [
  [centralSystem.certificates, (dice) => [[0, dice.pick(CERTIFICATE_CALLS)(dice)]]],
  [centralSystem.renewals, renewal],
  [centralSystem.updates, updates],
];
