/**
 * The address of this station at its central system: host, port and path are those that were given, with the
 * identity as last segment. The scheme is what the security profile wants: a central system that raises it
 * goes on at the same endpoint, with TLS.
 */
export function identityUrl(csms: string, identity: string, tls: boolean): string {
  const rest = csms.replace(/^wss?:/i, '').replace(/\/+$/, '');
  return `${tls ? 'wss' : 'ws'}:${rest}/${encodeURIComponent(identity)}`;
}
