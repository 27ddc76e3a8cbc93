import { expect } from 'vitest';
import { isFrame } from '../properties/wire.ts';
import type { TestedStation } from './tested-station.ts';

const STATUSES = new Set(['DiagnosticsStatusNotification', 'LogStatusNotification']);

/** Sends GetDiagnostics. @returns the name of the file that the station promises. */
export async function getDiagnostics(station: TestedStation, request: object): Promise<string> {
  const conf = (await station.call('GetDiagnostics', request)) as { fileName?: unknown };
  expect(conf).toEqual({ fileName: expect.any(String) });
  return String(conf.fileName);
}

/** Sends GetLog, which the strict central system does not know. @returns the answer. */
export async function getLog(
  station: TestedStation,
  requestId: number,
  remoteLocation: string,
  more: object = {},
): Promise<Readonly<Record<string, unknown>>> {
  const request = { logType: 'SecurityLog', requestId, log: { remoteLocation }, ...more };
  const messageId = `log-${requestId}`;
  station.centralSystem.sendRaw(JSON.stringify([2, messageId, 'GetLog', request]));
  await station.pass_ms(0);
  const answer = station.record.events.find(
    (it) => isFrame(it) && it.kind === 'result' && it.messageId === messageId,
  );
  return answer && isFrame(answer) ? answer.payload : {};
}

/** What the station has told of its uploads since it was asked last: status, and requestId if it has one. */
export function told(station: TestedStation): readonly string[] {
  const sent = station.takeSent().filter(({ action }) => STATUSES.has(action));
  return sent.map(({ payload }) =>
    [payload.status, payload.requestId].filter((it) => it !== undefined).join(' '),
  );
}
