import type { CallRule } from './call.ts';

/**
 * OCPP 1.6 ed.2 5.4: this software has no authorisation cache (certificate C-04; errata 3.23: then Rejected).
 */
export const clearCache: CallRule<Readonly<Record<string, never>>> = () => ({ conf: { status: 'Rejected' } });
