import { describe, expect, it } from 'vitest';
import { VirtualStation, virtualStation } from './virtual-station.ts';

const ANSWER = 'answer';
type Trigger = 'TriggerMessage' | 'ExtendedTriggerMessage';

/** The answer, and after it what the station sends: each frame as `action connectorId`. */
async function triggered(station: VirtualStation, action: Trigger, request: object) {
  station.central.forget();
  const reply = await station.call(action, request);
  await station.pass_ms(200);
  const [first, ...frames] = station.central.frames
    .map((text) => JSON.parse(text))
    .map(([type, , name, payload]) =>
      type === 2 ? [name, payload.connectorId].filter((it) => it !== undefined).join(' ') : ANSWER,
    );
  expect(first).toBe(ANSWER);
  return { answer: 'conf' in reply ? reply.conf.status : reply.error, sent: frames };
}

const STATUSES = [0, 1, 2].map((id) => `StatusNotification ${id}`);
const METERS = [1, 2].map((id) => `MeterValues ${id}`);
/** What follows without a connectorId, and with 0, 1, 2 and 3; null: Rejected, and nothing is sent. */
type Row = readonly [message: string, ...sent: (readonly string[] | null)[]];
const COMMON: readonly Row[] = [
  ['Heartbeat', ['Heartbeat'], ['Heartbeat'], ['Heartbeat'], ['Heartbeat'], ['Heartbeat']],
  ['MeterValues', METERS, null, [METERS[0]!], [METERS[1]!], null],
  ['StatusNotification', STATUSES, [STATUSES[0]!], [STATUSES[1]!], [STATUSES[2]!], null],
  ['BootNotification', null, null, null, null, null],
];
const always = (message: string, sent: string): Row => [message, [sent], [sent], [sent], [sent], [sent]];
const ROWS: Readonly<Record<Trigger, readonly Row[]>> = {
  TriggerMessage: [
    ...COMMON,
    always('DiagnosticsStatusNotification', 'DiagnosticsStatusNotification'),
    always('FirmwareStatusNotification', 'FirmwareStatusNotification'),
  ],
  ExtendedTriggerMessage: [
    ...COMMON,
    always('FirmwareStatusNotification', 'SignedFirmwareStatusNotification'),
    always('LogStatusNotification', 'LogStatusNotification'),
  ],
};
const cases = (['TriggerMessage', 'ExtendedTriggerMessage'] as const).flatMap((action) =>
  ROWS[action].map(([message, ...sent]) => ({ action, message, sent })),
);

describe('every message of the profile, with and without connectorId (5.17)', () => {
  it.each(cases)('$action $message: first the answer, then the message', async ({
    action,
    message,
    sent,
  }) => {
    const station = await virtualStation();
    for (const [index, expected] of sent.entries()) {
      const request = { requestedMessage: message, ...(index > 0 && { connectorId: index - 1 }) };
      const answer = expected === null ? 'Rejected' : 'Accepted';
      expect(await triggered(station, action, request), JSON.stringify(request)).toEqual({
        answer,
        sent: expected ?? [],
      });
    }
  });

  it('a message it cannot send now is Rejected, one that nobody has a CALLERROR', async () => {
    const station = await virtualStation();
    const ask = (action: Trigger, requestedMessage: string) =>
      triggered(station, action, { requestedMessage });
    expect(await ask('ExtendedTriggerMessage', 'SignChargePointCertificate')).toEqual({
      answer: 'Rejected',
      sent: [],
    });
    for (const action of ['TriggerMessage', 'ExtendedTriggerMessage'] as const)
      expect(await ask(action, 'Weather')).toEqual({ answer: 'PropertyConstraintViolation', sent: [] });
  });
});

it('Pending: only what is asked for is sent, BootNotification too, and Accepted ends it (4.2)', async () => {
  const station = new VirtualStation();
  station.powerUp();
  const boot = (status: string) =>
    station.central.answers('BootNotification', () => ({
      conf: { status, interval: 600, currentTime: '2026-01-01T00:00:00Z' },
    }));
  boot('Pending');
  await station.pass_s(1);
  station.central.forget();
  await station.plug(1);
  expect(station.central.calls).toEqual([]);
  for (const [action, requestedMessage, sent] of [
    ['TriggerMessage', 'StatusNotification', STATUSES],
    ['TriggerMessage', 'MeterValues', METERS],
    ['TriggerMessage', 'Heartbeat', ['Heartbeat']],
    ['TriggerMessage', 'FirmwareStatusNotification', ['FirmwareStatusNotification']],
    ['ExtendedTriggerMessage', 'LogStatusNotification', ['LogStatusNotification']],
    ['ExtendedTriggerMessage', 'BootNotification', ['BootNotification']],
  ] as const)
    expect(await triggered(station, action, { requestedMessage })).toEqual({ answer: 'Accepted', sent });
  boot('Accepted');
  expect(await triggered(station, 'TriggerMessage', { requestedMessage: 'BootNotification' })).toEqual({
    answer: 'Accepted',
    sent: ['BootNotification', ...STATUSES],
  });
});
