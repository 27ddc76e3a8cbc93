import type { AnyActorLogic, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Registry } from '../../../machines/registry.ts';
import { emptyRecords } from '../../../machines/rules/apply-change.ts';
import type {
  CallQueueEffect,
  CallQueueEvent,
  CallQueueInput,
  CallQueueState,
  callQueue,
} from '../../../machines/rules/call-queue.ts';
import {
  type ActorId,
  CALL_QUEUE,
  CURRENT_LIMITS,
  RFID_SESSION,
  STATUS_REPORTER,
} from '../../../machines/vocabulary/peer.ts';
import { open } from '../../../machines/vocabulary/profiles/open.ts';
import { profileWith } from '../../../machines/vocabulary/profiles/profile-with.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { trapControl } from '../../machine-lint/control-trap.ts';
import type { Component, ComponentState, Outcome, Output } from '../component.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import { MachineComponent } from '../machine-component.ts';
import { ReducerComponent } from '../reducer-component.ts';

/** Left out: they take events and never say anything. */
export const LEFT_OUT: ReadonlySet<ActorId> = new Set([STATUS_REPORTER, CURRENT_LIMITS, RFID_SESSION]);

const SILENCE: Outcome = { state: {}, status: 'active', outputs: [] };
class SilentComponent implements Component {
  initial(): Outcome {
    return SILENCE;
  }
  step(): Outcome {
    return SILENCE;
  }
  key(): string {
    return '';
  }
}

/** A transaction's registers decide nothing in it, but S4 is about them. */
class TransactionComponent extends MachineComponent {
  override key(state: ComponentState): string {
    const { meterStart_Wh, last_Wh } = (state as AnyMachineSnapshot).context.data;
    return `${super.key(state)} ${meterStart_Wh} ${last_Wh}`;
  }
}

/** What the queue decides goes to its port; timers that it arms run with all the others. */
function outputOf(effect: CallQueueEffect): readonly Output[] {
  const called: Output = { kind: 'port', port: 'queueEffect', params: effect };
  if (effect.type === 'cancel') return [called, { kind: 'cancel', timer: effect.timer }];
  if (effect.type !== 'arm') return [called];
  const { timer, delay_ms } = effect;
  const event = { type: 'TIMER', timer };
  return [called, { kind: 'cancel', timer }, { kind: 'arm', timer, delay_ms, event }];
}

type Make = (input: CallQueueInput) => ReturnType<typeof callQueue>;

/**
 * Every actor of the station as a component, by its address.
 * @param queue the reducer of the call queue: a test may plant a bug.
 */
export const componentOf =
  (queue: Make) =>
  (logic: AnyActorLogic, id: ActorId): Component => {
    if (LEFT_OUT.has(id)) return new SilentComponent();
    if (id === CALL_QUEUE)
      return new ReducerComponent<CallQueueState, CallQueueEvent, CallQueueEffect, CallQueueInput>(
        queue,
        outputOf,
      );
    return id.startsWith('transaction-')
      ? new TransactionComponent(logic as AnyStateMachine, id)
      : new MachineComponent(logic as AnyStateMachine, id);
  };

/** The whole ownership tree as the glue provides it; guards and delays that read `context.data` throw. */
export function stationTree(registry: Registry): AnyStateMachine {
  const trapped = Object.fromEntries(
    Object.entries(registry).map(([name, machine]) => [name, trapControl(machine as AnyStateMachine)]),
  ) as Registry;
  return provide(
    trapped,
    recordingPorts(() => undefined),
  ) as unknown as AnyStateMachine;
}

/** A new station with one connector and these values of keys. */
export function firstRecords(configuration: Readonly<Record<string, string>>): StationRecords {
  const records = emptyRecords(profileWith(open, { connectors: 1 }));
  return { ...records, configuration: { ...records.configuration, ...configuration } };
}
