import { type CertifiedFlow, sectionOf } from '../certified-flow.ts';
import {
  ACCEPTED,
  asked,
  hand,
  link,
  prose,
  REJECTED,
  says,
  setsKey,
  status,
  statuses,
} from '../flow-words.ts';
import { any, has, including, present } from '../pattern.ts';

const PROFILE_2_3 = 'the station has security profiles 2 and 3';
const WITH_TLS = { SecurityProfile: any('2', '3') };
const WITH_PASSWORD = { SecurityProfile: any('1', '2') };
const PEM = including('-----BEGIN');

const installedRoot = (certificateType: string) => [
  asked('InstallCertificate', { certificateType, certificate: PEM }, ACCEPTED),
  asked(
    'GetInstalledCertificateIds',
    { certificateType },
    {
      status: 'Accepted',
      certificateHashData: present,
    },
  ),
];
const signs = [
  asked('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' }, ACCEPTED),
  says('SignCertificate', { csr: PEM }, { answered: ACCEPTED }),
];
const event = (type: string) => says('SecurityEventNotification', { type });
/** Critical, and so told with a security profile (A04.FR.02). */
const STARTUP = { step: event('StartupOfTheDevice'), why: 'the cold start before' };
const log = (now: string) => says('LogStatusNotification', { status: now, requestId: '$Q' });
const firmware = (now: string, optional?: true) =>
  says('SignedFirmwareStatusNotification', { status: now, requestId: '$Q' }, optional ? { optional } : {});
const update = asked('SignedUpdateFirmware', { requestId: '$Q', firmware: present }, ACCEPTED);
const OPTIONAL = { optional: true } as const;

export const securityFlows: readonly CertifiedFlow[] = sectionOf('Security', '25 Security', [
  {
    id: 'TC_073_CS',
    name: 'Update Charge Point Password for HTTP Basic Authentication',
    because: ['SEC-1', 'SEC-2'],
    reason: 'the station has security profiles 1 and 2',
    keys: WITH_PASSWORD,
    steps: [
      link('admitted', { password: '$K' }),
      setsKey('AuthorizationKey', '4F43415F4F4354545F61646D696E5F74657374'),
      link('closed'),
      link('admitted', { password: '4F43415F4F4354545F61646D696E5F74657374' }),
      link('opened'),
      setsKey('AuthorizationKey', '$K'),
      link('closed'),
      link('admitted', { password: '$K' }),
      link('opened'),
    ],
    besides: [
      { step: says('BootNotification'), why: 'the cold start before' },
      { step: status(any(0, 1, 2), 'Available'), why: 'the cold start before' },
      STARTUP,
    ],
  },
  {
    id: 'TC_074_CS',
    name: 'Update Charge Point Certificate by request of Central System',
    because: ['SEC-3'],
    reason: 'the station has security profile 3',
    keys: { SecurityProfile: '3' },
    steps: [
      ...signs,
      asked('CertificateSigned', { certificateChain: PEM }, ACCEPTED),
      link('closed'),
      link('opened'),
      prose('with a new key pair and the new certificate; the request names CpoName and the serial number'),
    ],
  },
  {
    id: 'TC_075_1_CS',
    name: 'Install a certificate on the Charge Point - ManufacturerRootCertificate',
    because: ['SEC-2', 'SEC-3'],
    reason: PROFILE_2_3,
    keys: WITH_TLS,
    steps: installedRoot('ManufacturerRootCertificate'),
  },
  {
    id: 'TC_075_2_CS',
    name: 'Install a certificate on the Charge Point - CentralSystemRootCertificate',
    because: ['SEC-2', 'SEC-3'],
    reason: PROFILE_2_3,
    keys: WITH_TLS,
    steps: installedRoot('CentralSystemRootCertificate'),
  },
  {
    id: 'TC_076_CS',
    name: 'Delete a specific certificate from the Charge Point',
    because: ['SEC-2', 'SEC-3', 'AQ-1'],
    reason: `${PROFILE_2_3}; only the last root certificate cannot be deleted`,
    keys: WITH_TLS,
    steps: [
      asked(
        'GetInstalledCertificateIds',
        { certificateType: 'CentralSystemRootCertificate' },
        {
          status: 'Accepted',
          certificateHashData: has({ serialNumber: '$H' }),
        },
      ),
      asked('DeleteCertificate', { certificateHashData: { serialNumber: '$H' } }, ACCEPTED),
      asked('GetInstalledCertificateIds', { certificateType: 'CentralSystemRootCertificate' }, present),
      prose('which names it no more'),
    ],
  },
  {
    id: 'TC_077_CS',
    name: 'Invalid ChargePointCertificate Security Event',
    because: ['SEC-3'],
    reason: 'the station has security profile 3',
    steps: [
      ...signs,
      asked('CertificateSigned', { certificateChain: present }, REJECTED),
      event('InvalidChargePointCertificate'),
    ],
  },
  {
    id: 'TC_078_CS',
    name: 'Invalid CentralSystemCertificate Security Event',
    because: ['SEC-2', 'SEC-3'],
    reason: PROFILE_2_3,
    keys: WITH_TLS,
    steps: [
      link('closed'),
      prose('a server with an invalid certificate is refused, again and again'),
      link('opened'),
      event('InvalidCentralSystemCertificate'),
    ],
  },
  {
    id: 'TC_079_CS',
    name: 'Get Security Log',
    because: ['SEC-1', 'SEC-2', 'SEC-3', 'ORS-16'],
    reason: 'the station has the security extension',
    steps: [
      asked(
        'GetLog',
        { logType: 'SecurityLog', requestId: '$Q', log: { remoteLocation: present } },
        {
          status: 'Accepted',
          filename: present,
        },
      ),
      log('Uploading'),
      log('Uploaded'),
    ],
  },
  {
    id: 'TC_080_CS',
    name: 'Secure Firmware Update',
    because: ['F-1', 'ORS-16'],
    reason: 'the station has secure updates',
    steps: [
      update,
      firmware('Downloading'),
      firmware('Downloaded'),
      firmware('SignatureVerified'),
      statuses('Unavailable', 'Unavailable', OPTIONAL),
      firmware('Installing'),
      firmware('InstallRebooting', true),
      says('BootNotification', {}, { ...OPTIONAL, answered: ACCEPTED }),
      event('FirmwareUpdated'),
      statuses('Available', 'Available', OPTIONAL),
      firmware('Installed'),
    ],
  },
  {
    id: 'TC_081_CS',
    name: 'Secure Firmware Update - Invalid Signature',
    because: ['F-1'],
    reason: 'the station has secure updates',
    steps: [
      update,
      firmware('Downloading'),
      firmware('Downloaded'),
      { kind: 'swapping', steps: [firmware('InvalidSignature'), event('InvalidFirmwareSignature')] },
    ],
  },
  {
    id: 'TC_083_CS',
    name: 'Upgrade security profile',
    because: ['SEC-1', 'SEC-2', 'SEC-3'],
    reason: 'the station has all three security profiles',
    steps: [
      setsKey('SecurityProfile', any('2', '3')),
      asked('Reset', { type: 'Hard' }, ACCEPTED),
      says('BootNotification', {}, { answered: ACCEPTED }),
      statuses('Available'),
      prose('from 1 to 2: a server of profile 1 that comes back is not used any more'),
    ],
  },
  {
    id: 'TC_084_CS',
    name: 'Downgrade security profile - Rejected',
    because: ['SEC-2', 'SEC-3'],
    reason: PROFILE_2_3,
    keys: { SecurityProfile: any('2', '3') },
    steps: [setsKey('SecurityProfile', any('1', '2'), REJECTED)],
  },
  {
    id: 'TC_085_CS',
    name: 'Basic Authentication - Valid username/password combination',
    because: ['SEC-1', 'SEC-2'],
    reason: 'the station has security profiles 1 and 2',
    keys: WITH_PASSWORD,
    steps: [
      link('admitted', { identity: 'CP-1', password: present }),
      link('opened'),
      hand('link', { state: 'down' }),
      hand('link', { state: 'up' }),
      link('admitted', { identity: 'CP-1', password: present }),
      link('opened'),
    ],
    besides: [
      { step: says('BootNotification'), why: 'the cold start before' },
      { step: status(any(0, 1, 2), 'Available'), why: 'the cold start before' },
      STARTUP,
    ],
  },
  {
    id: 'TC_086_CS',
    name: 'TLS - server-side certificate - Valid certificate',
    because: ['SEC-2', 'SEC-3', 'SEC-4'],
    reason: PROFILE_2_3,
    steps: [prose('TLS 1.2 or later, with both ciphers of the certificate, and the server is accepted')],
  },
  {
    id: 'TC_087_CS',
    name: 'TLS - Client-side certificate - valid certificate',
    because: ['SEC-3', 'SEC-4'],
    reason: 'the station has security profile 3',
    steps: [
      prose('as TC_086_CS, and the station shows its own certificate: RSA 2048 at least, its CN the serial'),
    ],
  },
]);
