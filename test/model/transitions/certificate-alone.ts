import { CHARGE_POINT_CERTIFICATE } from '../../../machines/vocabulary/peer.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import { newStation } from '../station/station-machine.ts';
import { AloneModel } from './alone-model.ts';

const MUTUAL = { SecurityProfile: '3', CpoName: 'Operator' };
const REQUEST = { csr: 'CSR', keyHash: 'k', organisation: 'Operator', answered: false };
/** What the records hold, all along. */
const HELD = {
  'nothing asked for': newStation(MUTUAL),
  'a request that was not answered': { ...newStation(MUTUAL), signingRequest: REQUEST },
  'no name of the operator': newStation({ ...MUTUAL, CpoName: '' }),
};
const MADE = { csr: 'CSR', keyHash: 'k', organisation: 'Operator', privateKey: new Secret('private') };

/** charge-point-certificate by itself, with each of the records. */
export const CERTIFICATE_ALONE = Object.entries(HELD).map(
  ([held, records]) =>
    () =>
      new AloneModel({
        name: `certificate, records: ${held}`,
        scope: [],
        machine: 'chargePointCertificate',
        address: CHARGE_POINT_CERTIFICATE,
        input: { records: new ModelRecords(records) },
        heard: [
          ['ExtendedTriggerMessage', { type: 'SIGN_CERTIFICATE' }],
          ['CertificateSigned', { type: 'CERTIFICATE_INSTALLED' }],
          ['a month to live', { type: 'ALARM', id: 'renewal', wall_ms: 0 }],
          ['valid from now on', { type: 'ALARM', id: 'validity', wall_ms: 0 }],
          ['stored', { type: 'COMMITTED', purpose: 'signing-request', then: [] }],
          ['not stored', { type: 'COMMIT_FAILED', purpose: 'signing-request' }],
        ],
        answered: ({ request, attempt }) => [
          ...(['Accepted', 'Rejected'] as const).map((status) => {
            const answer = { type: 'CALL_ANSWERED', action: 'SignCertificate', request, conf: { status } };
            return [status, answer] as const;
          }),
          ...(['offline', 'timeout'] as const).map((failure) => {
            const failed = { type: 'CALL_FAILED', action: 'SignCertificate', request, failure };
            return [failure, failed] as const;
          }),
          ['key made', { type: 'KEY_MADE', attempt, ...MADE }],
          ['no key', { type: 'KEY_FAILED', attempt }],
        ],
      }),
);
