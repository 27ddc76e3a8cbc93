import type { CallRule } from './call.ts';

type UpdateFirmwareRequest = {
  readonly location: string;
  readonly retrieveDate: string;
  readonly retries?: number;
  readonly retryInterval?: number;
};

/**
 * Only signed firmware is taken: an unsigned update is a CALLERROR (whitepaper L01.FR.20; certificate F-1).
 */
export const updateFirmware: CallRule<UpdateFirmwareRequest> = () => ({
  error: { code: 'NotSupported', description: 'only signed firmware is installed: use SignedUpdateFirmware' },
});
