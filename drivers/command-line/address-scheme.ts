/** Security profiles 2 and 3 are those with TLS (security whitepaper ed.3 2.2). */
const isWithTls = (securityProfile: number): boolean => securityProfile >= 2;

/**
 * Whether the scheme of the address is that of the security profile: each of both says whether there is TLS,
 * and where they disagree one of them is a mistake.
 * @returns the mistake, as the end of a sentence about the address; null: they agree.
 */
export function schemeMistake(csms: string, securityProfile: number): string | null {
  const isTls = /^wss:/i.test(csms);
  if (isTls === isWithTls(securityProfile)) return null;
  return isTls
    ? `begins with wss://, and SecurityProfile ${securityProfile} has no TLS: write ws://, or set 2 or 3.`
    : `begins with ws://, and SecurityProfile ${securityProfile} needs TLS: write wss://.`;
}
