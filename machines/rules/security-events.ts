import type { CommitRequest } from '../vocabulary/effects.ts';
import type { DurableMessage, StationRecords } from '../vocabulary/records.ts';
import { SECURITY_EVENTS, type SecurityEvent } from '../vocabulary/security-events.ts';
import { hasKey, integerOf } from './configuration-values.ts';

/** techInfo of SecurityEventNotification, in characters. */
const MOST_CHARACTERS = 255;

const isTold = ({ type }: SecurityEvent, records: StationRecords): boolean => {
  const told = SECURITY_EVENTS[type];
  const secured = hasKey(records, 'SecurityProfile') && integerOf(records, 'SecurityProfile') > 0;
  return told === 'always' || (told === 'secured' && secured);
};

const notification = ({ type, techInfo, timestamp }: SecurityEvent): DurableMessage => ({
  action: 'SecurityEventNotification',
  payload: {
    type,
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(techInfo === undefined ? {} : { techInfo: techInfo.slice(0, MOST_CHARACTERS) }),
  },
});

/**
 * The part of a commit that raises security events (whitepaper A04): all of them go to the security log, and
 * those that have to be told are stored, with whatever else the commit stores, before they are sent.
 */
export const raised = (
  events: readonly SecurityEvent[],
  records: StationRecords,
): Required<Pick<CommitRequest, 'messages' | 'security'>> => ({
  security: events,
  messages: events.filter((it) => isTold(it, records)).map(notification),
});

/**
 * Whether one of them goes out as soon as the station is accepted: FirmwareUpdated comes right behind the
 * BootNotification that tells the new version (L01, TC_080).
 */
export const isUrgent = (events: readonly SecurityEvent[]): boolean =>
  events.some(({ type }) => type === 'FirmwareUpdated');
