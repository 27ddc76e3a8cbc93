import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_041_CS Fault Behavior', () =>
  withStation({}, async (station) => {
    station.world.raiseFault(1, { errorCode: 'GroundFailure' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Faulted', { errorCode: 'GroundFailure' })]);
    await station.plug(1);
    await station.card('A');
    await station.pass_s(60);
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(2, 'Preparing'), status(2, 'Available')]);
    station.world.clearFault(1, 'GroundFailure');
    await station.pass_s(1);
    // The cable waited for longer than ConnectionTimeOut.
    station.expectSent([status(1, 'Finishing')]);
  }));

it('TC_041_CS a fault in a charge ends the transaction, and clearing it does not bring it back', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.raiseFault(1, { errorCode: 'OverVoltage', info: '265 V' });
    await station.pass_s(1);
    station.expectSent([
      anyOrder(
        sent('StopTransaction', { transactionId, reason: 'Other' }),
        status(1, 'Faulted', { errorCode: 'OverVoltage', info: '265 V' }),
      ),
    ]);
    station.world.clearFault(1, 'OverVoltage');
    await station.pass_s(60);
    station.expectSent([status(1, 'Finishing')]);
    await station.unplug(1);
    station.expectSent([status(1, 'Available')]);
  }));

it('TC_041_CS of two faults at once each lasts until it clears itself, and a warning hides none', () =>
  withStation({}, async (station) => {
    station.world.raiseFault(1, { errorCode: 'GroundFailure' });
    await station.pass_s(1);
    station.world.raiseFault(1, { errorCode: 'HighTemperature' });
    await station.pass_s(1);
    station.world.raiseFault(1, { errorCode: 'OverVoltage' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Faulted', { errorCode: 'GroundFailure' })]);
    const start = { connectorId: 1, idTag: 'A' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    station.world.clearFault(1, 'GroundFailure');
    await station.pass_s(1);
    station.world.clearFault(1, 'OverVoltage');
    await station.pass_s(1);
    station.expectSent([
      status(1, 'Faulted', { errorCode: 'OverVoltage' }),
      status(1, 'Available', { errorCode: 'HighTemperature' }),
    ]);
  }));

it('TC_041_CS the same fault of the station and of a connector: each clears only itself', () =>
  withStation({}, async (station) => {
    const errorCode = 'GroundFailure';
    station.world.raiseFault(0, { errorCode });
    station.world.raiseFault(1, { errorCode });
    await station.pass_s(1);
    station.expectSent([anyOrder(...[0, 1, 2].map((id) => status(id, 'Faulted', { errorCode })))]);
    station.world.clearFault(0, errorCode);
    await station.pass_s(1);
    station.expectSent([anyOrder(status(0, 'Available'), status(2, 'Available'))]);
    station.world.clearFault(1, errorCode);
    await station.pass_s(1);
    station.expectSent([status(1, 'Available')]);
  }));

it('TC_041_CS the emergency stop ends all charges with its own reason, and its release starts none', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    station.world.pressEmergencyStop(true);
    await station.pass_s(1);
    const faulted = [0, 1, 2].map((id) => status(id, 'Faulted', { errorCode: 'OtherError' }));
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'EmergencyStop' }), ...faulted),
    ]);
    station.world.pressEmergencyStop(false);
    await station.pass_s(60);
    station.expectSent([anyOrder(status(0, 'Available'), status(1, 'Finishing'), status(2, 'Available'))]);
  }));
