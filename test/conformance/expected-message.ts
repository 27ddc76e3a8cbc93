import { expect } from 'vitest';
import type { Frame } from '../properties/wire.ts';

/** A message that the station has to send: its action and what is decisive in it. */
export type ExpectedMessage = { readonly action: string; readonly payload: object };
/** Messages of which the norm leaves the order open. */
export type Unordered = { readonly inAnyOrder: readonly ExpectedMessage[] };

export const sent = (action: string, payload: object = {}): ExpectedMessage => ({ action, payload });
export const status = (connectorId: number, is: string, more: object = {}): ExpectedMessage =>
  sent('StatusNotification', { connectorId, status: is, errorCode: 'NoError', ...more });
/** The next two, or more, may swap. */
export const anyOrder = (...messages: readonly ExpectedMessage[]): Unordered => ({ inAnyOrder: messages });

/** What follows an accepted BootNotification: one status of each connector. */
export const bootStatuses = (of1: string, of2 = 'Available', of0 = 'Available'): Unordered =>
  anyOrder(status(0, of0), status(1, of1), status(2, of2));

const matches = (frame: Frame | undefined, { action, payload }: ExpectedMessage): boolean =>
  frame?.action === action && expect.objectContaining(payload).asymmetricMatch(frame.payload);

/** The unordered ones put in the order in which they came, as far as they came. */
function inOrderOf(actual: readonly Frame[], expected: readonly (ExpectedMessage | Unordered)[]) {
  const ordered: ExpectedMessage[] = [];
  for (const item of expected) {
    if (!('inAnyOrder' in item)) {
      ordered.push(item);
      continue;
    }
    const left = [...item.inAnyOrder];
    while (left.length > 0) {
      const next = left.findIndex((it) => matches(actual[ordered.length], it));
      ordered.push(...left.splice(Math.max(next, 0), 1));
    }
  }
  return ordered;
}

/** These messages, in this order, and no other. */
export function expectMessages(
  actual: readonly Frame[],
  expected: readonly (ExpectedMessage | Unordered)[],
): void {
  expect(actual.map(({ action, payload }) => ({ action, payload }))).toEqual(
    inOrderOf(actual, expected).map(({ action, payload }) => ({
      action,
      payload: expect.objectContaining(payload),
    })),
  );
}
