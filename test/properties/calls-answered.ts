import { type Frame, isFrame, overAll, said, type WatchWire, type WireEvent } from './wire.ts';

type Open = { readonly call: Frame; readonly mayBeSilent: boolean };

/**
 * S5: a CALL of the central system is answered exactly once while its connection lasts, before the station
 * sends anything else. While Rejected it need not be answered (OCPP 1.6 ed.2 4.2.1).
 */
export const watchAnswers: WatchWire = (violated) => {
  const open = new Map<string, Open>();
  const answered = new Set<string>();
  let rejected = false;
  const heard = (event: WireEvent): void => {
    if (event.kind === 'started') rejected = false;
    if (!isFrame(event)) {
      if (event.kind === 'unreadable') return;
      for (const { call, mayBeSilent } of open.values())
        if (!mayBeSilent && event.kind === 'opened') violated(`${said(call)} was never answered`);
      open.clear();
      answered.clear();
      return;
    }
    if (event.action === 'BootNotification' && event.kind === 'result')
      rejected = event.payload.status === 'Rejected';
    if (event.from === 'central system') {
      if (event.kind === 'call') open.set(event.messageId, { call: event, mayBeSilent: rejected });
    } else if (event.kind === 'call') {
      for (const { call, mayBeSilent } of open.values())
        if (!mayBeSilent) violated(`${said(event)} before the answer to ${said(call)}`);
    } else {
      if (answered.has(event.messageId)) violated(`${said(event)} is a second answer`);
      else if (!open.has(event.messageId)) violated(`${said(event)} answers nothing`);
      answered.add(event.messageId);
      open.delete(event.messageId);
    }
  };
  const ended = (): void => {
    for (const { call, mayBeSilent } of open.values())
      if (!mayBeSilent) violated(`${said(call)} was never answered`);
  };
  return { heard, ended };
};
export const callsAnswered = overAll(watchAnswers);
