import { describeContactor } from '../contactor-contract.ts';
import { describeControlPilot } from '../control-pilot-contract.ts';
import { describeEnergyMeter } from '../energy-meter-contract.ts';
import { describeInputs } from '../inputs-contract.ts';
import { meterRig } from './meter-rig.ts';
import { referenceRig } from './reference-rig.ts';

/** A vehicle reacts in 200 ms, a state that may close counts after 100 ms, a self-test takes 100 ms. */
const SETTLED_MS = 600;
/** A card is held to the reader, taken away, and may come again. */
const NEXT_CARD_MS = 3_500;
/** Until the reader is tried again. */
const READER_MS = 8_000;

describeContactor('reference board', async () => {
  const { board, world, pass, stop } = await referenceRig();
  return {
    contactor: board.contactor,
    enterC: async (connectorId) => {
      world.plug(connectorId);
      board.controlPilot.offer(connectorId, 16);
      await pass(SETTLED_MS);
    },
    unplug: (connectorId) => world.unplug(connectorId),
    pressEmergencyStop: () => world.pressEmergencyStop(true),
    weld: (connectorId) => world.stick(connectorId, 'closed'),
    settle: () => pass(SETTLED_MS),
    stop,
  };
});

describeControlPilot('reference board', async () => {
  const { board, world, pass, stop } = await referenceRig();
  return {
    controlPilot: board.controlPilot,
    plug: (connectorId) => world.plug(connectorId),
    force: (connectorId, pilot) => world.forcePilot(connectorId, pilot),
    unplug: (connectorId) => world.unplug(connectorId),
    settle: () => pass(SETTLED_MS),
    stop,
  };
});

describeEnergyMeter('reference board', async () => {
  const { meter, listeners, chip, wire, pass, stop } = await meterRig();
  return {
    energyMeter: {
      read: async (id) => {
        const reading = meter.read(id);
        reading.catch(() => {});
        // A chip that does not answer may just be powering up: it is given time.
        await pass(300);
        return reading;
      },
      current_A: (id) => meter.current_A(id),
      watch: (id, limit_A) => meter.watch(id, limit_A),
      onCurrent: (listener) => listeners.onCurrent(listener),
    },
    load_A: async (current_A) => {
      chip.setLoad('A', current_A);
      await pass(250);
    },
    pass,
    fail: async (failing) => {
      if (failing) wire.detach(0x38);
      else wire.attach(0x38, chip);
      await pass(1_000);
    },
    shared: true,
    stop,
  };
});

describeInputs('reference board', async () => {
  const { board, world, pass, stop } = await referenceRig();
  return {
    emergencyStop: board.emergencyStop,
    rfidReader: board.rfidReader,
    faultMonitor: board.faultMonitor,
    temperatureSensor: board.temperatureSensor,
    leak: async (leaking) => {
      world.setLeaking(1, leaking);
      await pass(50);
    },
    settle: () => pass(200),
    heat: async (celsius) => {
      for (const { id } of world.outlets) world.setTemperature(id, celsius);
      await pass(2_500);
    },
    press: async (pressed) => {
      world.pressEmergencyStop(pressed);
      await pass(50);
    },
    showCard: async (uid) => {
      world.showCard(uid);
      await pass(NEXT_CARD_MS);
    },
    breakReader: async (dead) => {
      world.setReaderDead(dead);
      await pass(READER_MS);
    },
    groundFault: async (present) => {
      if (present) world.raiseFault(1, { errorCode: 'GroundFailure' });
      else world.clearFault(1, 'GroundFailure');
      await pass(50);
    },
    stop,
  };
});
