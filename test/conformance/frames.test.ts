import { expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

/** What cannot be read as OCPP-J goes past strict mode's own CALLs, so these are written by hand. */
it.each([
  ['an unknown action', '[2,"x","MakeCoffee",{}]', 'NotImplemented'],
  ['an action that only a station sends', '[2,"x","BootNotification",{}]', 'NotSupported'],
  ['a field of the wrong type', '[2,"x","Reset",{"type":7}]', 'TypeConstraintViolation'],
  ['a value outside its enumeration', '[2,"x","Reset",{"type":"Warm"}]', 'PropertyConstraintViolation'],
  ['a missing field', '[2,"x","Reset",{}]', 'OccurenceConstraintViolation'],
  ['a field that the message does not have', '[2,"x","ClearCache",{"now":1}]', 'FormationViolation'],
  ['a CALL without payload', '[2,"x","ClearCache"]', 'ProtocolError'],
])('%s is answered with its CALLERROR', (_name, frame, code) =>
  withStation({}, async (station) => {
    station.centralSystem.sendRaw(frame);
    await station.pass_s(1);
    const answers = station.record.events.filter((it) => it.kind === 'error' && it.from === 'station');
    expect(answers).toMatchObject([{ messageId: 'x', payload: { code } }]);
  }));

it.each([
  '',
  '{',
  '[]',
  '[2]',
  '[9,"x"]',
  '[3,"nobody asked",{}]',
  '[4,"nobody asked","GenericError","",{}]',
])('the frame %j does nothing, and the station goes on', (frame) =>
  withStation({}, async (station) => {
    station.centralSystem.sendRaw(frame);
    await station.pass_s(5);
    station.expectSent([]);
    expect(await station.call('GetLocalListVersion')).toEqual({ listVersion: 0 });
  }));
