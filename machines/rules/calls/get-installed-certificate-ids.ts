import type { Requests } from '../../messages/catalogue.ts';
import type { CallRule } from './call.ts';

/** The algorithm the station names its certificates by; a request may use any of the three. */
const HASH_ALGORITHM = 'SHA256';

/** Security whitepaper ed.3 M03: NotFound if there is none of that use. */
export const getInstalledCertificateIds: CallRule<Requests['GetInstalledCertificateIds']> = (
  { certificateType },
  { records },
) => {
  const certificateHashData = records.roots
    .filter(({ use }) => use === certificateType)
    .map(({ certificate: { serialNumber }, hashData }) => ({
      hashAlgorithm: HASH_ALGORITHM,
      ...hashData[HASH_ALGORITHM],
      serialNumber,
    }));
  return certificateHashData.length === 0
    ? { conf: { status: 'NotFound' } }
    : { conf: { status: 'Accepted', certificateHashData } };
};
