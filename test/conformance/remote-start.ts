import { expect } from 'vitest';
import type { TestedStation } from './tested-station.ts';

/** How the station treats remote starts, as the flows read it first. */
export async function expectAuthorizesRemoteStarts(station: TestedStation, value: string): Promise<void> {
  const conf = await station.call('GetConfiguration', { key: ['AuthorizeRemoteTxRequests'] });
  expect(conf).toEqual({
    configurationKey: [{ key: 'AuthorizeRemoteTxRequests', readonly: false, value }],
  });
}

/** Both ways of the key, and what the station asks the central system first. */
export const REMOTE_START_WAYS = [
  { value: 'false', asked: [] },
  { value: 'true', asked: [{ action: 'Authorize', payload: { idTag: 'A' } }] },
] as const;
