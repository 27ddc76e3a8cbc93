import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedBench, serveBench } from './bench-api-rig.ts';

let bench: ServedBench;
beforeAll(async () => {
  bench = await serveBench();
  await bench.post('/bench/connectors/1/plug');
  await bench.post('/bench/connectors/1/meter', { wh: 500 });
});
afterAll(() => bench.stop());

const whole = async () => [await bench.state(), (await bench.request('GET', '/bench/hardware')).json];

const refuses = (method: string, path: string, body: unknown, status: number, error: string) =>
  it(`${method} ${path} ${JSON.stringify(body)}: ${status}`, async () => {
    const before = await whole();
    expect(await bench.request(method, path, body)).toMatchObject({ status, json: { error } });
    expect(await whole()).toEqual(before);
    expect([bench.calls, bench.errors]).toEqual([[], []]);
  });

describe('every call refuses unknown fields', () => {
  for (const [path, valid] of [
    ['/bench/connectors/2/plug', {}],
    ['/bench/connectors/1/unplug', {}],
    ['/bench/connectors/1/vehicle', {}],
    ['/bench/connectors/1/fault', { errorCode: 'OtherError' }],
    ['/bench/connectors/1/contactor', { stuck: 'open' }],
    ['/bench/connectors/1/meter', { wh: 600 }],
    ['/bench/rfid', { dead: true }],
    ['/bench/emergency-stop', { pressed: true }],
    ['/bench/link', { state: 'down' }],
    ['/bench/clock', { offsetMs: 5 }],
    ['/bench/configuration', { key: 'k', value: 'v' }],
    ['/bench/firmware', { installation: 'power-cut' }],
    ['/bench/power', { cut: true }],
    ['/bench/speed', { contactorMs: 5 }],
  ] as const) {
    refuses('POST', path, { ...valid, extra: 1 }, 400, 'unknown field extra');
    refuses('POST', path, [], 400, 'the body must be a JSON object');
    refuses('POST', path, null, 400, 'the body must be a JSON object');
    refuses('PUT', path, valid, 405, `PUT is not possible at ${path}, only POST`);
  }
});

describe('bad values are refused by the name of the field', () => {
  const amps = 'maxAmps must be a number from 0 to 80';
  const reaction = 'reactionMs must be a number from 0 to 3600000';
  const idTag = 'idTag must be a text of 1 to 20 characters';
  const offset = 'offsetMs must be a whole number from -3153600000000 to 3153600000000';
  for (const [path, body, error] of [
    ['connectors/2/plug', { wantsEnergy: 'yes' }, 'wantsEnergy must be true or false'],
    ['connectors/2/plug', { maxAmps: -1 }, amps],
    ['connectors/2/plug', { maxAmps: 81 }, amps],
    ['connectors/2/plug', { maxAmps: null }, amps],
    ['connectors/1/vehicle', { maxAmps: '16' }, amps],
    ['connectors/1/vehicle', { maxAmps: 16, reactionMs: -1 }, reaction],
    ['connectors/1/vehicle', { wantsEnergy: 1, maxAmps: 99 }, `wantsEnergy must be true or false; ${amps}`],
    ['connectors/1/fault', {}, 'errorCode is missing'],
    [
      'connectors/1/fault',
      { errorCode: 'NoError' },
      'errorCode must be an OCPP 1.6 error code other than NoError',
    ],
    [
      'connectors/1/fault',
      { errorCode: 'Fire' },
      'errorCode must be an OCPP 1.6 error code other than NoError',
    ],
    [
      'connectors/1/fault',
      { errorCode: 'OtherError', info: 'x'.repeat(51) },
      'info must be a text of 0 to 50 characters',
    ],
    ['connectors/1/fault', { errorCode: 'OtherError', cleared: 0 }, 'cleared must be true or false'],
    ['connectors/1/contactor', {}, 'stuck is missing'],
    ['connectors/1/contactor', { stuck: 'ajar' }, 'stuck must be "open", "closed" or null'],
    ['connectors/1/meter', { wh: 499 }, 'wh must be from 500 (the register never goes back) to 999999999'],
    [
      'connectors/1/meter',
      { wh: 499, failing: true },
      'wh must be from 500 (the register never goes back) to 999999999',
    ],
    ['connectors/1/meter', { wh: 600.5 }, 'wh must be a whole number from 0 to 999999999'],
    ['connectors/1/meter', { wh: 600, failing: 'no' }, 'failing must be true or false'],
    ['rfid', {}, 'idTag or dead is missing'],
    ['rfid', { idTag: '' }, idTag],
    ['rfid', { idTag: 'x'.repeat(21) }, idTag],
    ['rfid', { idTag: 'A', dead: true }, 'a dead reader reads no card: idTag or dead, not both'],
    ['emergency-stop', {}, 'pressed is missing'],
    ['emergency-stop', { pressed: 'true' }, 'pressed must be true or false'],
    ['link', { state: 'sideways' }, 'state must be one of up, down, black-hole'],
    ['clock', {}, 'offsetMs is missing'],
    ['clock', { offsetMs: 1.5 }, offset],
    ['clock', { offsetMs: 1e300 }, offset],
    ['configuration', { key: 'HeartbeatInterval' }, 'value is missing'],
    ['configuration', { key: '', value: '1' }, 'key must be a text of 1 to 50 characters'],
    ['configuration', { key: 'K', value: 30 }, 'value must be a text of 0 to 500 characters'],
    ['firmware', {}, 'installation is missing'],
    [
      'firmware',
      { installation: 'no' },
      'installation must be one of success, installation-failed, verification-failed, power-cut',
    ],
    ['power', {}, 'cut is missing'],
    ['power', { cut: false }, 'cut must be true'],
    ['speed', { contactorMs: -1 }, 'contactorMs must be a number from 0 to 10000'],
    ['speed', { contactorMs: 5, meterHz: 0 }, 'meterHz must be a number from 0.01 to 1000'],
  ] as const) {
    refuses('POST', `/bench/${path}`, body, 400, error);
  }
});

describe('what the world cannot do', () => {
  refuses('POST', '/bench/connectors/1/plug', {}, 400, 'connector 1 is already plugged');
  refuses('POST', '/bench/connectors/2/unplug', {}, 400, 'connector 2 is not plugged');

  it('is a card at a dead reader', async () => {
    await bench.post('/bench/rfid', { dead: true });
    expect(await bench.request('POST', '/bench/rfid', { idTag: 'A' })).toMatchObject({
      status: 400,
      json: { error: 'the card reader is dead: it reads no card until {"dead":false}' },
    });
    await bench.post('/bench/rfid', { dead: false, idTag: 'A' });
  });
});

describe('unknown connectors and paths', () => {
  refuses('POST', '/bench/connectors/3/plug', {}, 404, 'connector 3 does not exist here: 1 to 2 do');
  refuses('POST', '/bench/connectors/0/plug', {}, 404, 'connector 0 does not exist here: 1 to 2 do');
  refuses('POST', '/bench/connectors/one/plug', {}, 404, 'connector one does not exist here: 1 to 2 do');
  refuses('POST', '/bench/connectors/1e0/plug', {}, 404, 'connector 1e0 does not exist here: 1 to 2 do');
  const fault = { errorCode: 'OtherError' };
  refuses('POST', '/bench/connectors/3/fault', fault, 404, 'connector 3 does not exist here: 0 to 2 do');
  refuses('POST', '/bench/connectors/1/fly', {}, 404, 'there is nothing at /bench/connectors/1/fly');
  refuses('POST', '/bench/nothing', {}, 404, 'there is nothing at /bench/nothing');
  refuses('POST', '/bench', {}, 405, 'POST is not possible at /bench, only GET, HEAD');
  refuses('GET', '/bench/rfid', undefined, 405, 'GET is not possible at /bench/rfid, only POST');
});
