import type { CallRule } from './call.ts';

type DataTransferRequest = { readonly vendorId: string; readonly messageId?: string; readonly data?: string };

/** OCPP 1.6 ed.2 4.3, 5.6: no vendor extension exists, so no vendor is known, and no data comes back. */
export const dataTransfer: CallRule<DataTransferRequest> = () => ({ conf: { status: 'UnknownVendorId' } });
