import * as v from 'valibot';

/** JSON Schema counts characters (code points); a string's own `length` would count an emoji as two. */
function fits(text: string, maxLength: number): boolean {
  if (text.length <= maxLength) return true;
  if (text.length > 2 * maxLength) return false;
  return [...text].length <= maxLength;
}

/**
 * CiString20 to CiString500 and the whitepaper's bounded strings: at most `maxLength` characters, none
 * required (OCPP 1.6 ed.2 7.15 to 7.19, errata 3.58 to 3.62). That they compare case-insensitively is for
 * those who compare.
 */
export const ciString = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.check((text) => fits(text, maxLength), `must have at most ${maxLength} characters`),
  );
