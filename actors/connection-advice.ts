import { schemeMistake } from '../drivers/command-line/address-scheme.ts';
import { StartError } from '../drivers/command-line/start-error.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { integerOf } from '../machines/rules/configuration-values.ts';
import { heldCredentials } from '../machines/rules/security-profile.ts';
import type { Instant } from '../machines/vocabulary/instant.ts';

/**
 * Looks at a start with the security profile that is stored: the central system may have raised it since the
 * address was written, and then the station goes on with TLS at the same host and port.
 * @throws StartError where the address has TLS and the stored security profile none: nobody can lower it.
 */
export function connectionAdvice(
  csms: string,
  { records }: Pick<Storage, 'records'>,
  at: Instant,
): readonly string[] {
  const securityProfile = integerOf(records, 'SecurityProfile');
  const mistake = schemeMistake(csms, securityProfile);
  if (mistake && securityProfile < 2)
    throw new StartError(
      `The address of the central system ${mistake} (It is stored in the data directory.)`,
    );
  const held = heldCredentials(records, at);
  return [
    ...(mistake ? [`SecurityProfile ${securityProfile} is stored: wss:// is used, not ws://.`] : []),
    ...(securityProfile >= 2 && !held.centralSystemRoot
      ? ['No root certificate of the central system is installed that is valid: it cannot be trusted.']
      : []),
    ...(securityProfile === 3 && !held.chargePointCertificate
      ? ['No certificate of the charge point is installed that is valid: it has none to show.']
      : []),
  ];
}
