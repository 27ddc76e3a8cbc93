import { describe, expect, it } from 'vitest';
import { makeBench } from './bench-rig.ts';
import { describeContactor } from './contactor-contract.ts';
import { describeControlPilot } from './control-pilot-contract.ts';
import { describeEnergyMeter } from './energy-meter-contract.ts';
import { describeInputs } from './inputs-contract.ts';

describeContactor('bench', async () => {
  const { board, world, clock } = makeBench();
  return {
    contactor: board.contactor,
    enterC: async (connectorId) => {
      world.plug(connectorId);
      board.controlPilot.offer(connectorId, 16);
      clock.advance(200);
    },
    unplug: (connectorId) => world.unplug(connectorId),
    pressEmergencyStop: () => world.pressEmergencyStop(true),
    weld: (connectorId) => world.stick(connectorId, 'closed'),
    settle: async () => clock.advance(20),
    stop: () => board.stop(),
  };
});

describeControlPilot('bench', async () => {
  const { board, world, clock } = makeBench();
  return {
    controlPilot: board.controlPilot,
    plug: (connectorId) => world.plug(connectorId),
    force: (connectorId, pilot) => world.forcePilot(connectorId, pilot),
    unplug: (connectorId) => world.unplug(connectorId),
    settle: async () => clock.advance(200),
    stop: () => board.stop(),
  };
});

describeEnergyMeter('bench', async () => {
  const { board, world, clock, charge } = makeBench();
  return {
    energyMeter: board.energyMeter,
    load_A: async (current_A) => {
      if (world.outlet(1).plugged) world.setVehicle(1, { maxAmps: current_A });
      else charge(1, 80, current_A);
    },
    pass: async (duration_ms) => clock.advance(duration_ms),
    fail: async (failing) => world.setMeter(1, { failing }),
    shared: false,
    stop: () => board.stop(),
  };
});

describeInputs('bench', async () => {
  const { board, world } = makeBench();
  return {
    emergencyStop: board.emergencyStop,
    rfidReader: board.rfidReader,
    faultMonitor: board.faultMonitor,
    temperatureSensor: board.temperatureSensor,
    leak: async (leaking) => world.setLeaking(1, leaking),
    settle: async () => {},
    heat: async (celsius) => {
      for (const { id } of world.outlets) world.setTemperature(id, celsius);
    },
    press: async (pressed) => world.pressEmergencyStop(pressed),
    showCard: async (uid) => world.showCard(uid),
    breakReader: async (dead) => world.setReaderDead(dead),
    groundFault: async (present) => {
      if (present) world.raiseFault(1, { errorCode: 'GroundFailure' });
      else world.clearFault(1, 'GroundFailure');
    },
    stop: () => board.stop(),
  };
});

describe('the bench board', () => {
  it('tells the pilot before current and mirror contact when the cable is pulled in a charge', () => {
    const { board, world, clock, charge } = makeBench();
    charge(1, 16);
    clock.advance(20);
    const heard: string[] = [];
    board.controlPilot.onPilot((id, pilot) => id === 1 && heard.push(`pilot ${pilot}`));
    board.energyMeter.onCurrent((_, { flowing }) => heard.push(`flowing ${flowing}`));
    board.contactor.onFeedback((id, closed) => id === 1 && heard.push(`closed ${closed}`));
    heard.length = 0;
    world.unplug(1);
    clock.advance(19);
    expect(heard).toEqual(['pilot A', 'flowing false']);
    clock.advance(1);
    expect(heard).toEqual(['pilot A', 'flowing false', 'closed false']);
  });

  it('tells what a listener brings about only when that listener has returned', () => {
    const { board, world, clock } = makeBench();
    const heard: string[] = [];
    board.energyMeter.onCurrent((_, { flowing }) => heard.push(`flowing ${flowing}`));
    board.controlPilot.onPilot((id, pilot) => {
      if (pilot !== 'C') return;
      heard.push('C begins');
      board.contactor.command(id, true);
      heard.push('C ends');
    });
    world.plug(1);
    board.controlPilot.offer(1, 16);
    clock.advance(200);
    expect(heard).toEqual(['C begins', 'C ends', 'flowing true']);
  });

  it('passes text and vendor code of a fault on, and tells a changed one again', () => {
    const { board, world } = makeBench();
    const heard: unknown[] = [];
    board.faultMonitor.onFault((...notice) => heard.push(notice));
    world.raiseFault(0, { errorCode: 'HighTemperature', info: 'derating', vendorErrorCode: 'T1' });
    world.raiseFault(0, { errorCode: 'HighTemperature', info: 'shut down' });
    expect(heard).toEqual([
      [
        0,
        {
          errorCode: 'HighTemperature',
          source: 'board',
          info: 'derating',
          vendorErrorCode: 'T1',
        },
        false,
      ],
      [0, { errorCode: 'HighTemperature', source: 'board', info: 'shut down' }, false],
    ]);
  });

  it('leaves outputs as they are and tells nobody anything when it is stopped', () => {
    const { board, world, clock, charge } = makeBench();
    charge(1, 16);
    clock.advance(20);
    const heard: unknown[] = [];
    board.contactor.onFeedback((...feedback) => heard.push(feedback));
    heard.length = 0;
    board.stop();
    expect(world.outlet(1).mainClosed).toBe(true);
    expect(clock.timers).toBe(0);
    world.unplug(1);
    clock.advance(1000);
    expect(heard).toEqual([]);
  });
});
