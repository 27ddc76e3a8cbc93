import type { IsoTime } from './instant.ts';

/**
 * Whom a security event is told (whitepaper section 8 and A04); each of them is noted in the security log.
 * `always`: it comes of what a central system with the security extension does or has to know. `secured`:
 * critical, but also of stations whose central system may never have heard of the extension: it is told
 * while a security profile is in use. `never`: the log is enough.
 */
type Told = 'always' | 'secured' | 'never';

/** The security events of the whitepaper that this station can have. */
export const SECURITY_EVENTS = {
  FirmwareUpdated: 'always',
  FailedToAuthenticateAtCentralSystem: 'never',
  SettingSystemTime: 'secured',
  StartupOfTheDevice: 'secured',
  ResetOrReboot: 'secured',
  SecurityLogWasCleared: 'secured',
  ReconfigurationOfSecurityParameters: 'never',
  MemoryExhaustion: 'secured',
  InvalidMessages: 'never',
  // Not critical by the table, but each of these SHALL be sent (L01.FR.02 and 03), or is, by its certified
  // flow (TC_077, TC_078) or A00.FR.318.
  InvalidFirmwareSignature: 'always',
  InvalidFirmwareSigningCertificate: 'always',
  InvalidCentralSystemCertificate: 'always',
  InvalidChargePointCertificate: 'always',
  InvalidTLSVersion: 'always',
  InvalidTLSCipherSuite: 'always',
} as const satisfies Readonly<Record<string, Told>>;

export type SecurityEventType = keyof typeof SECURITY_EVENTS;

/** What every try to connect finds anew: while an equal one waits to be told, it is told enough. */
export const FOUND_ANEW: ReadonlySet<string> = new Set<SecurityEventType>([
  'InvalidCentralSystemCertificate',
  'InvalidTLSVersion',
  'InvalidTLSCipherSuite',
]);

export const isSecurityEvent = (name: string | undefined): name is SecurityEventType =>
  name !== undefined && Object.hasOwn(SECURITY_EVENTS, name);

export type SecurityEvent = {
  readonly type: SecurityEventType;
  /** In words, no secret; what is longer than the 255 characters of the message is cut off there. */
  readonly techInfo?: string;
  /** Absent: when it is stored. */
  readonly timestamp?: IsoTime;
};
