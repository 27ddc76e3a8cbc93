import { expect } from 'vitest';
import type { TestedStation } from './tested-station.ts';

/** Puts idTags on the local list, with their status. */
export async function listIdTags(
  station: TestedStation,
  idTags: Readonly<Record<string, string>>,
): Promise<void> {
  const localAuthorizationList = Object.entries(idTags).map(([idTag, is]) => ({
    idTag,
    idTagInfo: { status: is },
  }));
  const list = { listVersion: 1, updateType: 'Full', localAuthorizationList };
  expect(await station.call('SendLocalList', list)).toEqual({ status: 'Accepted' });
}
