/**
 * The address of the central system with the scheme that the security profile wants: a central system that
 * raises it goes on at the same host, port and path, with TLS.
 */
export const withScheme = (csms: string, tls: boolean): string =>
  csms.replace(/^wss?:/i, tls ? 'wss:' : 'ws:');

/** The address of this station there, with the identity as last segment. */
export const identityUrl = (csms: string, identity: string, tls: boolean): string =>
  `${withScheme(csms, tls).replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
