import { describe, expect, it } from 'vitest';
import { assign, enqueueActions } from 'xstate';
import { type Registry, registry } from '../../../machines/registry.ts';
import { currentLimits } from '../../../machines/rules/current-limits.ts';
import { statusReporter } from '../../../machines/rules/status-reporter.ts';
import { type Exploration, explore, report } from '../explorer.ts';
import { mutated } from '../mutated.ts';
import { ExploredStation } from './explored-station.ts';
import { STATION_COMPOSITIONS } from './station-compositions.ts';

const { chargePoint, connector, reservation, rfidSession } = registry;

function exploring(
  name: string,
  changed: Partial<Registry>,
  reducers: { reporter?: typeof statusReporter; limits?: typeof currentLimits } = {},
): Exploration {
  const composition = STATION_COMPOSITIONS.find((it) => it.name === name)!;
  const found = explore(
    new ExploredStation({ ...composition, registry: { ...registry, ...changed }, ...reducers }),
    {
      most: 100_000,
    },
  );
  console.log(report(found));
  return found;
}
/** Property and words. */
const verdict = ({ violation }: Exploration) => [violation?.property, violation?.words];
const lastStep = ({ violation }: Exploration) => violation?.trace.at(-1)?.label;

describe('a bug that is planted in the station is found', () => {
  it('an emergency stop that an orderly stop does not hear (the machines had this one)', () => {
    const deaf = mutated(connector, ['session', 'stopping', 'halting', 'poweringDown'], (state) => {
      delete state.always;
    });
    const found = exploring('emergency stop', { connector: deaf });
    expect(verdict(found)).toEqual([
      'S2',
      'connector 1: the contactor stays closed, but the emergency stop is pressed',
    ]);
    // Plug, card, accepted, meter, stored, C, closed, current, orderly stop: twelve steps before it.
    expect(found.violation?.trace).toHaveLength(13);
  });

  it('a reservation that sleeps through its expiry', () => {
    const sleeper = mutated(reservation, ['held'], (held) => {
      const { ALARM: _, ...on } = held.on ?? {};
      held.on = on;
    });
    const found = exploring('reserved connector', { reservation: sleeper });
    expect(verdict(found)).toEqual(['L4', 'nothing ends reservation 1']);
    expect(lastStep(found)).toBe('expiry of reservation-1');
  });

  it('a reservation that outlives its connector', () => {
    const stubborn = mutated(reservation, ['held'], (held) => {
      const { LOST: _, ...on } = held.on ?? {};
      held.on = on;
    });
    const found = exploring('reservations end', { reservation: stubborn });
    expect(found.violation?.property).toBe('L4');
  });

  it('a reader that forgets which vehicle came last', () => {
    const forgetful = rfidSession.provide({
      actions: {
        noteConnectors: assign({
          control: ({ context: { control }, event }) =>
            event.type === 'CONNECTORS' ? { ...control, connectors: event.connectors } : control,
        }),
      },
    });
    const found = exploring('two connectors', { rfidSession: forgetful });
    expect(verdict(found)).toEqual(['S9', 'the card goes to connector 1, and a vehicle waits at 2']);
  });

  it('a reader that does not stop a running transaction', () => {
    const idle = rfidSession.provide({ actions: { actOnCard: () => {} } });
    const found = exploring('two connectors', { rfidSession: idle });
    expect(verdict(found)).toEqual(['S9', 'A charges at connector 1, and its card stops nothing']);
  });

  it('a reader that takes a refusal for an acceptance', () => {
    const generous = rfidSession.provide({ guards: { answerAccepts: () => true } });
    const found = exploring('two connectors', { rfidSession: generous });
    expect(verdict(found)).toEqual(['S11', 'A starts on connector 1 and was not accepted']);
  });

  it('a reader that knows of no reservation', () => {
    const blind = rfidSession.provide({
      actions: {
        assignDriver: enqueueActions(({ context: { control, owner }, enqueue }) => {
          const { connectors, lastPlugged, idTag } = control;
          const waiting = connectors.filter(({ session }) => session === 'preparing');
          const to =
            waiting.find(({ connectorId }) => connectorId === lastPlugged) ??
            waiting[0] ??
            connectors.find(({ session }) => session === 'idle');
          if (!to || connectors.some(({ session }) => session === 'awaiting-plug')) return;
          const driver = { idTag: idTag ?? '', parentIdTag: null, reservationId: null };
          const event = { type: 'AUTHORISED', ...driver, floating: true, remote: false } as const;
          enqueue.sendTo(owner, { type: 'RELAY', to: `connector-${to.connectorId}`, event });
        }),
      },
    });
    const found = exploring('reserved connector', { rfidSession: blind });
    expect(verdict(found)).toEqual(['S8', 'B starts on connector 1, reserved for A']);
  });

  it('a Reset that lets a transaction start', () => {
    const open = chargePoint.provide({
      actions: {
        stopConnectors: enqueueActions(({ context, enqueue }) => {
          const stop = { type: 'STOP', reason: 'SoftReset', idTag: null, immediate: false } as const;
          for (const { connectorId } of context.control.connectors)
            enqueue.sendTo(`connector-${connectorId}`, stop);
        }),
      },
    });
    const found = exploring('resets', { chargePoint: open });
    expect(verdict(found)).toEqual(['S9', 'connector 1: a transaction starts while the station goes down']);
  });

  it('a Reset that waits for the central system for ever', () => {
    const patient = mutated(chargePoint, ['resetting', 'delivering'], (delivering) => {
      delete delivering.after;
    });
    const found = exploring('resets', { chargePoint: patient });
    expect(verdict(found)).toEqual(['L3', 'the station goes down, and nothing makes it end']);
  });

  it('a Reset that ends no transaction', () => {
    const hasty = chargePoint.provide({
      actions: {
        stopConnectors: enqueueActions(({ context, enqueue }) => {
          for (const { connectorId } of context.control.connectors)
            enqueue.sendTo(`connector-${connectorId}`, { type: 'RESETTING' });
        }),
      },
    });
    const found = exploring('resets', { chargePoint: hasty });
    expect(verdict(found)).toEqual(['L3', 'transaction 1 is open after a Soft Reset']);
  });

  it('a change of availability that is scheduled for ever', () => {
    const forgotten = mutated(connector, ['availability', 'scheduled'], (scheduled) => {
      delete scheduled.always;
    });
    const found = exploring('availability', { connector: forgotten });
    expect(verdict(found)).toEqual(['S9', 'connector 1 was taken out of service and is not']);
  });

  it('firmware that is installed while a connector is in service', () => {
    const careless = chargePoint.provide({
      actions: {
        noteInstalling: assign({
          control: ({ context: { control }, event }) => ({
            ...control,
            installing: event.type === 'FIRMWARE_INSTALLS' && event.installing,
          }),
        }),
      },
    });
    const found = exploring('firmware', { chargePoint: careless });
    expect(verdict(found)).toEqual(['S9', 'connector 1 was taken out of service and is not']);
  });

  it('a CALL whose consequences come with its answer', () => {
    const eager = mutated(chargePoint, [], (station) => {
      station.on = { ...station.on, CALL: { guard: 'listens', actions: ['answer', 'awaitDelivery'] } };
    });
    const found = exploring('resets', { chargePoint: eager });
    expect(verdict(found)).toEqual(['S5', 'awaitDelivery comes before the answer to a CALL is out']);
  });

  it('a status reporter that leaves out what was too short, although OCPP knows no way around it', () => {
    const brief: typeof statusReporter = () => {
      const { initial, step } = statusReporter();
      const forgets: typeof step = (state, event) => {
        const lines = state.lines.map((line) => ({ ...line, passed: [] }));
        return step({ ...state, lines }, event);
      };
      return { initial, step: forgets };
    };
    const found = exploring('statuses of a charge', {}, { reporter: brief });
    expect(verdict(found)).toEqual(['S7', expect.stringContaining('no transition from')]);
  });

  it('a status reporter that never tells a second status', () => {
    const content: typeof statusReporter = () => {
      const { initial, step } = statusReporter();
      const deaf: typeof step = (state, event) => {
        const told = event.type === 'SETTLED' && state.lines.some((it) => it.delivered);
        return told ? { state, effects: [] } : step(state, event);
      };
      return { initial, step: deaf };
    };
    const found = exploring('statuses of a charge', {}, { reporter: content });
    expect(verdict(found)).toEqual(['S7', expect.stringContaining('the last word was')]);
  });

  it('a status reporter that does not hear that a StatusNotification was not answered in time', () => {
    const deaf: typeof statusReporter = () => {
      const { initial, step } = statusReporter();
      const hopes: typeof step = (state, event) =>
        event.type === 'CALL_FAILED' ? { state, effects: [] } : step(state, event);
      return { initial, step: hopes };
    };
    const found = exploring('statuses unanswered', {}, { reporter: deaf });
    expect(verdict(found)).toEqual(['S7', 'connector 1 is Faulted, and the last word was Available']);
  });

  it('a status reporter that forgets, when an answer comes late, what has lasted meanwhile', () => {
    const forgetful: typeof statusReporter = () => {
      const { initial, step } = statusReporter();
      const forgets: typeof step = (state, event) => {
        const after = step(state, event);
        if (event.type !== 'CALL_ANSWERED') return after;
        const lines = after.state.lines.map((line) => ({ ...line, waiting: [] }));
        return { ...after, state: { ...after.state, lines } };
      };
      return { initial, step: forgets };
    };
    const found = exploring('statuses unanswered', {}, { reporter: forgetful });
    expect(verdict(found)).toEqual(['S7', 'connector 1 is Faulted, and the last word was Available']);
  });

  it('a connector that hears of no limit', () => {
    const deaf = mutated(connector, [], (state) => {
      const { LIMIT: _, ...on } = state.on ?? {};
      state.on = on;
    });
    const found = exploring('current of a charge', { connector: deaf });
    expect(verdict(found)).toEqual(['S10', 'connector 1 offers 32 A of 8 A']);
  });

  it('a limit that is told to a connector once, also if it is built anew (the station had this)', () => {
    const once: typeof currentLimits = (input) => {
      const { initial, step } = currentLimits(input);
      const forgets: typeof step = (state, event) =>
        step(state, event.type === 'DEMAND' ? { ...event, rebuilt: [] } : event);
      return { initial, step: forgets };
    };
    const found = exploring('current of a charge', {}, { limits: once });
    expect(verdict(found)).toEqual(['S10', 'connector 1 offers 32 A of 8 A']);
    expect(found.violation?.trace.map(({ label }) => label)).toContain('connector-1 dies');
  });

  it('limits that know of no demand: each vehicle gets what one may have', () => {
    const alone: typeof currentLimits = (input) => {
      const { initial, step } = currentLimits(input);
      const blind: typeof step = (state, event) =>
        step(state, event.type === 'DEMAND' ? { ...event, connectors: [] } : event);
      return { initial, step: blind };
    };
    const found = exploring('current shared', {}, { limits: alone });
    expect(verdict(found)).toEqual(['S10', 'the connectors offer 20 A of 10 A']);
  });
});
