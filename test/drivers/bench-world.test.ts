import { describe, expect, it } from 'vitest';
import { BenchError } from '../../drivers/bench/bench-error.ts';
import { makeBench } from './bench-rig.ts';

describe('vehicle and pilot (SAE J1772)', () => {
  it('asks for energy only after its reaction time', () => {
    const { world, board, clock } = makeBench();
    world.plug(1, { reactionMs: 500 });
    expect(world.outlet(1).pilot).toBe('B');
    board.controlPilot.offer(1, 16);
    clock.advance(499);
    expect(world.outlet(1).pilot).toBe('B');
    clock.advance(1);
    expect(world.outlet(1).pilot).toBe('C');
  });

  it('does not ask if the offer ends before it has reacted', () => {
    const { world, board, clock } = makeBench();
    world.plug(1);
    board.controlPilot.offer(1, 16);
    clock.advance(199);
    board.controlPilot.offer(1, null);
    clock.advance(1000);
    expect(world.outlet(1).pilot).toBe('B');
    expect(clock.timers).toBe(0);
  });

  it('stays in B while it wants nothing, and asks when it changes its mind', () => {
    const { world, board, clock } = makeBench();
    world.plug(1, { wantsEnergy: false });
    board.controlPilot.offer(1, 16);
    clock.advance(1000);
    expect(world.outlet(1).pilot).toBe('B');
    world.setVehicle(1, { wantsEnergy: true });
    clock.advance(200);
    expect(world.outlet(1).pilot).toBe('C');
  });

  it.each(['the offer ends', 'it wants no more'])('goes on drawing for its reaction time when %s', (why) => {
    const { world, board, clock, charge } = makeBench();
    charge(1, 16);
    world.setVehicle(1, { reactionMs: 300 });
    if (why === 'the offer ends') board.controlPilot.offer(1, null);
    else world.setVehicle(1, { wantsEnergy: false });
    clock.advance(299);
    expect(world.outlet(1)).toMatchObject({ pilot: 'C', drawn_A: 16 });
    clock.advance(1);
    expect(world.outlet(1)).toMatchObject({ pilot: 'B', drawn_A: 0, mainClosed: false });
  });

  it('starts a new vehicle with the defaults, and keeps the reaction time that was set', () => {
    const { world } = makeBench();
    world.setVehicle(1, { reactionMs: 50, maxAmps: 10, wantsEnergy: false });
    world.plug(1);
    expect(world.outlet(1).vehicle).toMatchObject({ wantsEnergy: true, maxAmps: 32, reactionMs: 50 });
  });

  it('never draws with an open contactor, nor more than offered or wanted', () => {
    const { world, board, clock } = makeBench();
    world.plug(1, { maxAmps: 20 });
    board.controlPilot.offer(1, 32);
    clock.advance(200);
    expect(world.outlet(1)).toMatchObject({ pilot: 'C', drawn_A: 0 });
    board.contactor.command(1, true);
    expect(world.outlet(1).drawn_A).toBe(20);
    board.controlPilot.offer(1, 12.5);
    expect(world.outlet(1).drawn_A).toBe(12.5);
    expect(world.outlet(2).drawn_A).toBe(0);
  });

  it('can be a vehicle that ignores the limit, so that over-current protection has something to see', () => {
    const { world, charge } = makeBench();
    charge(1, 16, 30);
    world.setVehicle(1, { ignoresLimit: true });
    expect(world.outlet(1).drawn_A).toBe(30);
  });

  it('refuses to plug a plugged connector, to unplug an empty one, and an unknown connector', () => {
    const { world } = makeBench();
    world.plug(1);
    expect(() => world.plug(1)).toThrow(new BenchError('connector 1 is already plugged'));
    expect(() => world.unplug(2)).toThrow(new BenchError('connector 2 is not plugged'));
    expect(() => world.plug(3)).toThrow(new BenchError('there is no connector 3: they are 1 to 2'));
  });
});

describe('contactor', () => {
  it('drops out by itself when the cable is pulled, and the mirror contact follows', () => {
    const { world, clock, charge } = makeBench();
    charge(1, 16);
    clock.advance(20);
    world.unplug(1);
    expect(world.outlet(1)).toMatchObject({ pilot: 'A', mainClosed: false, mirrorClosed: true, drawn_A: 0 });
    clock.advance(20);
    expect(world.outlet(1).mirrorClosed).toBe(false);
  });

  it('goes on feeding a vehicle when it is welded and commanded open, until the vehicle stops', () => {
    const { world, board, clock, charge } = makeBench();
    charge(1, 16);
    world.stick(1, 'closed');
    board.contactor.command(1, false);
    clock.advance(1000);
    expect(world.outlet(1)).toMatchObject({ drawn_A: 16, mirrorClosed: true });
    board.controlPilot.offer(1, null);
    clock.advance(0);
    expect(world.outlet(1)).toMatchObject({ pilot: 'B', drawn_A: 0, mirrorClosed: true });
    world.stick(1, null);
    clock.advance(20);
    expect(world.outlet(1)).toMatchObject({ mainClosed: false, mirrorClosed: false });
  });

  it('does not close while stuck open', () => {
    const { world, clock, charge } = makeBench();
    world.stick(1, 'open');
    charge(1, 16);
    clock.advance(1000);
    expect(world.outlet(1)).toMatchObject({ pilot: 'C', mainClosed: false, mirrorClosed: false, drawn_A: 0 });
  });

  it.each([0, 1])('is held open by a ground fault of connector %i, and no other fault', (connectorId) => {
    const { world, charge } = makeBench();
    charge(1, 16);
    world.raiseFault(connectorId, { errorCode: 'OverVoltage' });
    expect(world.outlet(1).mainClosed).toBe(true);
    world.raiseFault(connectorId, { errorCode: 'GroundFailure' });
    expect(world.outlet(1).mainClosed).toBe(false);
  });

  it('leaves the other connector alone when one has a ground fault', () => {
    const { world, charge } = makeBench();
    charge(1, 16);
    charge(2, 16);
    world.raiseFault(1, { errorCode: 'GroundFailure' });
    expect(world.outlets.map((outlet) => outlet.mainClosed)).toEqual([false, true]);
  });

  it('moves its mirror contact only when it has rested for the whole time', () => {
    const { world, board, clock, charge } = makeBench();
    charge(1, 16);
    clock.advance(10);
    board.contactor.command(1, false);
    clock.advance(5);
    board.contactor.command(1, true);
    clock.advance(19);
    expect(world.outlet(1).mirrorClosed).toBe(false);
    clock.advance(1);
    expect(world.outlet(1).mirrorClosed).toBe(true);
  });

  it('takes the time that was set', () => {
    const { world, clock, charge } = makeBench();
    world.setTiming({ contactorMs: 80 });
    charge(1, 16);
    clock.advance(79);
    expect(world.outlet(1).mirrorClosed).toBe(false);
    clock.advance(1);
    expect(world.outlet(1).mirrorClosed).toBe(true);
  });
});
