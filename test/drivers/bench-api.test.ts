import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshOutlet, freshWorld, worldStateSchema } from '../../drivers/bench/world-state.ts';
import { type ServedBench, serveBench } from './bench-api-rig.ts';

let bench: ServedBench;
beforeEach(async () => {
  bench = await serveBench();
});
afterEach(() => bench.stop());

const freshConnector = (id: number) => ({
  id,
  plugged: false,
  pilot: 'A',
  vehicle: { wantsEnergy: true, maxAmps: 32 },
  offeredAmps: 0,
  drawnAmps: 0,
  contactor: 'open',
  meterWh: 0,
  faults: [],
  feedback: { light: { colour: 'off', pattern: 'steady' }, text: '' },
});

describe('GET /bench', () => {
  it('has exactly the fields of the contract', async () => {
    expect(await bench.state()).toEqual({
      connectors: [freshConnector(1), freshConnector(2)],
      buzzer: { pattern: null, sounded: 0 },
      emergencyStop: false,
      link: 'up',
      clockOffsetMs: 0,
    });
  });
});

describe('strange vehicles and heat on the bench', () => {
  it('temperature: the board tells each whole degree', async () => {
    const heard: string[] = [];
    bench.board.temperatureSensor.onTemperature((id, celsius) => heard.push(`${id} ${celsius}`));
    await bench.post('/bench/connectors/2/temperature', { celsius: 68.4 });
    await bench.post('/bench/connectors/2/temperature', { celsius: 68.1 });
    expect(heard).toEqual(['1 25', '2 25', '2 68']);
  });

  it('leakage: trips, and a reset holds only when it is over', async () => {
    const faults = async () => (await bench.state()).connectors[0]?.faults.map(({ errorCode }) => errorCode);
    await bench.post('/bench/connectors/1/leakage', { leaking: true });
    bench.board.faultMonitor.resetLatch(1);
    expect(await faults()).toEqual(['GroundFailure']);
    await bench.post('/bench/connectors/1/leakage', { leaking: false });
    expect(await faults()).toEqual(['GroundFailure']);
    bench.board.faultMonitor.resetLatch(1);
    expect(await faults()).toEqual([]);
  });

  it('pilot: reads what it is told to, a missing diode only while the pulse runs', async () => {
    await bench.post('/bench/connectors/1/plug', {});
    const forced = async (state: string | null) =>
      (await bench.post('/bench/connectors/1/pilot', { forced: state })).connectors[0]?.pilot;
    expect(await forced('E')).toBe('E');
    expect(await forced('no-diode')).toBe('B');
    bench.board.controlPilot.offer(1, 16);
    expect((await bench.state()).connectors[0]?.pilot).toBe('no-diode');
    expect(await forced('D')).toBe('D');
    expect(await forced(null)).toBe('B');
  });

  it('keeps them over a power cut, and reads a file from before they were', async () => {
    await bench.post('/bench/connectors/1/temperature', { celsius: 70 });
    const { outlets, ...world } = freshWorld();
    const [{ celsius: _, leaking: __, forcedPilot: ___, ...old }] = [freshOutlet(1)];
    const stored = v.parse(worldStateSchema, { ...world, outlets: [...outlets, old] });
    expect(stored.outlets).toEqual([freshOutlet(1)]);
    expect(bench.world.outlet(1).state.celsius).toBe(70);
  });
});

describe('lights and buzzer on the bench', () => {
  it('shows what the station showed last, and how often it sounded', async () => {
    const { userFeedback } = bench.board;
    const light = { colour: 'green', pattern: 'steady' } as const;
    userFeedback.show(2, { light, text: 'Plug in the cable' });
    userFeedback.show(2, { light, text: 'Ready' });
    userFeedback.sound('short');
    userFeedback.sound('long');
    const { connectors, buzzer } = await bench.state();
    expect(connectors.map(({ feedback }) => feedback)).toEqual([
      freshConnector(1).feedback,
      { light, text: 'Ready' },
    ]);
    expect(buzzer).toEqual({ pattern: 'long', sounded: 2 });
  });
});

describe('a charge over the bench', () => {
  it('shows pilot, offer, current, contactor and register', async () => {
    const plugged = await bench.post('/bench/connectors/1/plug', { maxAmps: 20 });
    expect(plugged.connectors[0]).toEqual({
      ...freshConnector(1),
      plugged: true,
      pilot: 'B',
      vehicle: { wantsEnergy: true, maxAmps: 20 },
    });
    bench.board.controlPilot.offer(1, 16);
    bench.clock.advance(200);
    bench.board.contactor.command(1, true);
    bench.clock.advance(3_600_000);
    expect((await bench.state()).connectors[0]).toMatchObject({
      pilot: 'C',
      offeredAmps: 16,
      drawnAmps: 16,
      contactor: 'closed',
      meterWh: 3680,
    });
    const unplugged = await bench.post('/bench/connectors/1/unplug', {});
    expect(unplugged.connectors[0]).toMatchObject({
      plugged: false,
      pilot: 'A',
      drawnAmps: 0,
      contactor: 'open',
      meterWh: 3680,
    });
  });
});

describe('the calls of a connector', () => {
  it('plug: takes no body at all, as defaults', async () => {
    expect((await bench.post('/bench/connectors/2/plug')).connectors[1]).toMatchObject({
      plugged: true,
      vehicle: { wantsEnergy: true, maxAmps: 32 },
    });
  });

  it('vehicle: changes only what is given', async () => {
    await bench.post('/bench/connectors/1/plug', { wantsEnergy: false, maxAmps: 10 });
    const { connectors } = await bench.post('/bench/connectors/1/vehicle', { maxAmps: 12, reactionMs: 0 });
    expect(connectors[0]?.vehicle).toEqual({ wantsEnergy: false, maxAmps: 12 });
    expect(bench.world.outlet(1).vehicle.reactionMs).toBe(0);
  });

  it('fault: raises and clears, with its texts', async () => {
    const fault = { errorCode: 'GroundFailure', info: 'leak', vendorErrorCode: 'GF1' };
    expect((await bench.post('/bench/connectors/1/fault', fault)).connectors[0]?.faults).toEqual([fault]);
    const cleared = await bench.post('/bench/connectors/1/fault', {
      errorCode: 'GroundFailure',
      cleared: true,
    });
    expect(cleared.connectors[0]?.faults).toEqual([]);
    await bench.post('/bench/connectors/1/fault', { errorCode: 'GroundFailure', cleared: true });
  });

  it('fault: 0 is the station', async () => {
    await bench.post('/bench/connectors/0/fault', { errorCode: 'HighTemperature' });
    expect(bench.world.faults(0)).toEqual([{ errorCode: 'HighTemperature' }]);
    expect((await bench.request('GET', '/bench/hardware')).json).toMatchObject({
      stationFaults: [{ errorCode: 'HighTemperature' }],
    });
  });

  it('contactor: sticks in either position and is freed', async () => {
    const stuck = async (position: string | null) =>
      (await bench.post('/bench/connectors/1/contactor', { stuck: position })).connectors[0]?.contactor;
    expect(await stuck('closed')).toBe('closed');
    expect(await stuck('open')).toBe('open');
    expect(await stuck(null)).toBe('open');
  });

  it('meter: sets the register and makes reads fail', async () => {
    const state = await bench.post('/bench/connectors/1/meter', { wh: 1000, failing: true });
    expect(state.connectors[0]?.meterWh).toBe(1000);
    await expect(bench.board.energyMeter.read(1)).rejects.toThrow('the meter of connector 1 does not answer');
    await bench.post('/bench/connectors/1/meter', { failing: false });
    expect(await bench.board.energyMeter.read(1)).toBe(1000);
  });
});

describe('the calls of the station', () => {
  it('rfid: a card is shown before the answer comes', async () => {
    const cards: string[] = [];
    bench.board.rfidReader.onCard((idTag) => cards.push(idTag));
    await bench.post('/bench/rfid', { idTag: '04A1B2C3D4E5F6' });
    expect(cards).toEqual(['04A1B2C3D4E5F6']);
  });

  it('rfid: the reader dies and lives again', async () => {
    const failures: boolean[] = [];
    bench.board.rfidReader.onFailure((failed) => failures.push(failed));
    await bench.post('/bench/rfid', { dead: true });
    await bench.post('/bench/rfid', { dead: false });
    expect(failures).toEqual([true, false]);
  });

  it('emergency-stop, link', async () => {
    expect((await bench.post('/bench/emergency-stop', { pressed: true })).emergencyStop).toBe(true);
    expect((await bench.post('/bench/emergency-stop', { pressed: false })).emergencyStop).toBe(false);
    for (const state of ['down', 'black-hole', 'up']) {
      expect((await bench.post('/bench/link', { state })).link).toBe(state);
    }
  });

  it('clock: sets the offset, also after the central system has stepped the clock itself', async () => {
    const start_ms = bench.clock.now().wall_ms;
    expect((await bench.post('/bench/clock', { offsetMs: 90_000 })).clockOffsetMs).toBe(90_000);
    expect(bench.clock.now().wall_ms - start_ms).toBe(90_000);
    bench.clock.stepWall(-90_500);
    expect((await bench.state()).clockOffsetMs).toBe(-500);
    await bench.post('/bench/clock', { offsetMs: -60_000 });
    expect(bench.clock.now().wall_ms - start_ms).toBe(-60_000);
  });

  it('configuration: answers the status as ChangeConfiguration would', async () => {
    const change = (key: string) => bench.request('POST', '/bench/configuration', { key, value: '30' });
    expect((await change('HeartbeatInterval')).json).toEqual({ status: 'Accepted' });
    expect((await change('Unheard')).json).toEqual({ status: 'NotSupported' });
    expect(bench.calls).toEqual(['HeartbeatInterval=30', 'Unheard=30']);
  });

  it('firmware: what the next installation comes to', async () => {
    await bench.post('/bench/firmware', { installation: 'installation-failed' });
    expect(bench.calls).toEqual(['installation installation-failed']);
  });

  it('power: is cut', async () => {
    await bench.post('/bench/power', { cut: true });
    expect(bench.calls).toEqual(['power cut']);
  });

  it('speed: sets what is given', async () => {
    await bench.post('/bench/speed', { contactorMs: 100 });
    await bench.post('/bench/speed', { meterHz: 10 });
    expect(bench.world.timing).toEqual({ contactorMs: 100, meterHz: 10 });
  });

  it('hardware: shows the settings that the bench state does not', async () => {
    await bench.post('/bench/connectors/2/contactor', { stuck: 'open' });
    const connector = {
      reactionMs: 200,
      ignoresLimit: false,
      stuck: null,
      meterFailing: false,
      celsius: 25,
      leaking: false,
      forcedPilot: null,
    };
    expect((await bench.request('GET', '/bench/hardware')).json).toEqual({
      connectors: [
        { id: 1, ...connector },
        { id: 2, ...connector, stuck: 'open' },
      ],
      stationFaults: [],
      readerDead: false,
      contactorMs: 20,
      meterHz: 1,
    });
  });
});
