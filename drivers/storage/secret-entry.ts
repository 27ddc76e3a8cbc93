import type { CertificateKeySecret } from '../../machines/vocabulary/certificates.ts';
import { FIRMWARE_LOCATION } from '../../machines/vocabulary/firmware.ts';
import type { RecordChange } from '../../machines/vocabulary/records.ts';
import { LOCATION_SECRET, type LocationSecret } from '../../machines/vocabulary/uploads.ts';

export type SecretKey = 'AuthorizationKey' | LocationSecret | typeof FIRMWARE_LOCATION | CertificateKeySecret;
const SECRET_CHANGES = [
  'secret-set',
  'secret-accepted',
  'secret-forgotten',
  'upload-ended',
  'firmware-concluded',
] as const;
export type SecretChange = Extract<RecordChange, { type: (typeof SECRET_CHANGES)[number] }>;

/** A secret in force, and the one to fall back to: the last with which a connection succeeded. */
export type SecretEntry = {
  readonly current: string;
  readonly previous: string | null;
  /** A connection has succeeded with `current`. */
  readonly accepted?: boolean;
};
export type Secrets = { readonly [K in SecretKey]?: SecretEntry };

export const isSecretChange = (change: RecordChange): change is SecretChange =>
  SECRET_CHANGES.some((it) => it === change.type);

function without(secrets: Secrets, key: SecretKey): Secrets {
  const { [key]: gone, ...others } = secrets;
  return gone ? others : secrets;
}

/**
 * A new value takes the place of one that was never accepted, and that one is forgotten: to fall back to it
 * would help nobody. Where no value was accepted yet the one before is all there is.
 * @returns the secrets after the change; the same object if it changes nothing.
 */
export function secretsAfter(secrets: Secrets, change: SecretChange): Secrets {
  if (change.type === 'upload-ended') return without(secrets, LOCATION_SECRET[change.kind]);
  if (change.type === 'firmware-concluded') return without(secrets, FIRMWARE_LOCATION);
  if (change.type === 'secret-forgotten') return without(secrets, change.key);
  const { key } = change;
  const before = secrets[key];
  if (change.type === 'secret-accepted')
    return before && !before.accepted ? { ...secrets, [key]: { ...before, accepted: true } } : secrets;
  const current = change.value.reveal();
  if (key !== 'AuthorizationKey') return { ...secrets, [key]: { current, previous: null } };
  const previous = before?.accepted ? before.current : (before?.previous ?? before?.current ?? null);
  return { ...secrets, [key]: { current, previous } };
}
