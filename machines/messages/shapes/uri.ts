import * as v from 'valibot';

const ESCAPED = '%[0-9a-f]{2}';
const PCHAR = `(?:[a-z0-9\\-._~!$&'()*+,;=:@]|${ESCAPED})`;
const USER_INFO = `(?:[a-z0-9\\-._~!$&'()*+,;=:]|${ESCAPED})*@`;
const HOST = `(?:\\[[0-9a-f:.]+\\]|(?:[a-z0-9\\-._~!$&'()*+,;=]|${ESCAPED})*)`;
const AUTHORITY = `/{1,2}(?:${USER_INFO})?${HOST}(?::\\d*)?(?:/${PCHAR}*)*`;
const PATH = `/?${PCHAR}+(?:/${PCHAR}*)*|/`;
const TAIL = `(?:${PCHAR}|[/?])*`;
const URI = new RegExp(`^[a-z][a-z0-9+\\-.]*:(?:${AUTHORITY}|${PATH})(?:\\?${TAIL})?(?:#${TAIL})?$`, 'i');

/**
 * What a server is expected to take (RFC 9110 4.1); matching millions of characters would overflow the stack.
 */
const MAX_LENGTH = 8000;

/**
 * A URI with its scheme (RFC 3986), such as `ftp://user@host/directory/` or `https://host/file.bin`. What
 * follows `//` need not be an authority, as in the validators of this format in use:
 * `ftp://user@firm:password@host/` passes.
 */
export const uri = v.pipe(
  v.string(),
  v.check((text) => text.length <= MAX_LENGTH && URI.test(text), 'must be a URI of at most 8000 characters'),
);
