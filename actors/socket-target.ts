import type { SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { integerOf } from '../machines/rules/configuration-values.ts';
import { Secret } from '../machines/vocabulary/secret.ts';

/** Where to connect. `previousKey`: with the AuthorizationKey before the last change, where there is one. */
export type StationTarget = (previousKey: boolean) => SocketTarget;

/**
 * The URL of this station, with the identity as its last segment, and what its security profile presents
 * there.
 */
export function socketTarget(
  csms: string,
  identity: string,
  storage: Storage,
  previousKey: boolean,
): SocketTarget {
  const url = `${csms.replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
  const previous = previousKey ? storage.previousSecret('AuthorizationKey') : null;
  const key = previous ?? storage.secret('AuthorizationKey');
  const authenticates = key !== null && integerOf(storage.records, 'SecurityProfile') >= 1;
  if (!authenticates) return { url, credentials: null };
  const password = new Secret(Buffer.from(key.reveal(), 'hex'));
  return { url, credentials: { username: identity, password } };
}
