import { hasSecretValue, Secret } from '../../machines/vocabulary/secret.ts';

const MASK = '[secret]';

/** What GetConfiguration says of the key: no value, so that a long frame need not be taken apart for it. */
const WRITE_ONLY = '{"key":"AuthorizationKey","readonly":false}';

/** Fields whose value is a secret wherever they occur. */
const SECRET_FIELDS = /^(authorization|authorizationkey|password|privatekey|benchtoken)$/i;

const isSecretField = (name: string): boolean => SECRET_FIELDS.test(name) || hasSecretValue(name);

/** Below this depth nothing of ours is nested; it ends cycles too. */
const MAX_DEPTH = 12;

/** `ftp://user:password@host`, also where JSON escapes the slashes. */
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:(?:\\?\/){2})[^\s/"'\\]+@/gi;
/** A location may be signed in its query. */
const URL_QUERY = /\b([a-z][a-z0-9+.-]*:(?:\\?\/){2}[^\s"'?]*)\?[^\s"']+/gi;

/**
 * Masks in a text what may be a secret: the value beside AuthorizationKey in a frame, credentials of a
 * header or of a URL, a PEM private key. Of a text that holds a frame but is none (a frame cut off),
 * everything after the first value goes.
 */
export function redactText(text: string): string {
  const masked = text
    .replaceAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK)
    .replaceAll(URL_CREDENTIALS, `$1${MASK}@`)
    .replaceAll(URL_QUERY, `$1?${MASK}`)
    .replaceAll(/\b(Basic|Bearer)\s+[A-Za-z0-9+/=_.~-]{4,}/gi, `$1 ${MASK}`);
  if (!/authorization[^a-z]*key/i.test(masked.replace(WRITE_ONLY, ''))) return masked;
  const json = parsed(masked);
  if (json !== undefined) return JSON.stringify(redact(json));
  return masked
    .replace(/(\\*"value\\*"\s*:\s*\\*")[\s\S]*$/i, `$1${MASK}`)
    .replaceAll(/(authorization_?key\\*["']?\s*[:=]\s*\\*["']?)[^"'\\\s,}\]]+/gi, `$1${MASK}`)
    .replaceAll(/\b[0-9A-Fa-f]{16,}\b/g, MASK);
}

/** undefined: no JSON structure. */
function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A copy of `value` that holds no secret: every `Secret`, every field with the name of one, and the value of
 * AuthorizationKey in OCPP payloads (`{key, value}`) and in texts. Errors become plain objects.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return MASK;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const isKey = 'key' in value && typeof value.key === 'string' && isSecretField(value.key);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      (isKey && name === 'value') || (isSecretField(name) && part !== null && part !== undefined)
        ? MASK
        : redact(part, depth + 1),
    ]),
  );
}

const redactError = (error: Error, depth: number): object => ({
  type: error.name,
  message: redactText(error.message),
  ...(error.stack !== undefined && { stack: redactText(error.stack) }),
  ...('code' in error && typeof error.code === 'string' && { code: error.code }),
  ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
});
