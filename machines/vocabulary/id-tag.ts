/** IdTokens compare without case (OCPP 1.6 ed.2 7.27, errata 3.74). */
export const sameIdTag = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
