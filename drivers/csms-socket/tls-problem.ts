/**
 * Why a TLS handshake failed: the security events of the whitepaper (ed.3 section 8), and a refusal of the
 * charge point's own certificate by the central system.
 */
export type TlsProblem =
  | 'InvalidCentralSystemCertificate'
  | 'InvalidTLSVersion'
  | 'InvalidTLSCipherSuite'
  | 'ChargePointCertificateRefused';

/** The name of the server certificate is not that of the central system. */
export const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';

/** Results of OpenSSL's check of a certificate, as Node names them. */
const CERTIFICATE = new Set([
  WRONG_NAME,
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_NOT_YET_VALID',
  'CERT_HAS_EXPIRED',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'INVALID_CA',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_PURPOSE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'HOSTNAME_MISMATCH',
  'UNSPECIFIED',
]);

const VERSION = /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/;
const CIPHER_SUITE = /ALERT_HANDSHAKE_FAILURE|ALERT_INSUFFICIENT_SECURITY|WRONG_CIPHER|NO_SHARED_CIPHER/;
const HANGS_UP = /ECONNRESET|EPIPE/;
const ALERT = /ALERT_|ECONNRESET|EPIPE/;
/** OpenSSL found the server certificate too weak, before any check of its path. */
const WEAK = /EE_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|CA_MD_TOO_WEAK/;

/** OpenSSL tells why in the code of an error, or, where the socket was being written to, in its text. */
const wordsOf = ({ code, message }: NetworkError): string =>
  `${code ?? ''} ${message}`.toUpperCase().replace(/[\s:]+/g, '_');

export type NetworkError = Error & { readonly code?: string };

/**
 * What the error of a connection says of its handshake.
 * @param agreed both sides had agreed on version and suite: the certificate of the server had arrived.
 * @param presented this side had a certificate to show.
 * @returns null if it was none of TLS: nobody there, or a server without TLS.
 */
export function tlsProblem(error: NetworkError, agreed: boolean, presented: boolean): TlsProblem | null {
  const words = wordsOf(error);
  if (CERTIFICATE.has(error.code ?? '') || WEAK.test(words)) return 'InvalidCentralSystemCertificate';
  if (VERSION.test(words)) return 'InvalidTLSVersion';
  // What a server says after that is about ours, or that there is none. Some hang up.
  if (presented && (agreed ? ALERT : HANGS_UP).test(words)) return 'ChargePointCertificateRefused';
  return !agreed && CIPHER_SUITE.test(words) ? 'InvalidTLSCipherSuite' : null;
}

/** The error for a log, without the inside of OpenSSL and without what Node advises its operator to try. */
export const plainWords = ({ code, message, name }: NetworkError): string =>
  /SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ??
  (message.replace(/; if the root CA .*$/, '') || code || name);
