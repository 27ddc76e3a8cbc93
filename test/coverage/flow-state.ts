import type { CertifiedFlow } from './certified-flow.ts';
import { type Observation, variationsOf } from './observation.ts';

export type FlowState = {
  readonly flow: CertifiedFlow;
  readonly proven: readonly Observation[];
  readonly variations: readonly Observation[];
  readonly state: 'proven' | 'not yet' | 'not applicable' | 'not applicable, shown all the same' | 'missing';
};

/** What executed tests say of a flow; `missing`: a test should prove it, and none did. */
export function flowState(flow: CertifiedFlow, tests: readonly Observation[]): FlowState {
  const proven = tests.filter(({ evidence }) => evidence.flow === flow.id);
  return { flow, proven, variations: variationsOf(flow.id, tests), state: stateOf(flow, proven.length > 0) };
}

function stateOf({ applies, notYet }: CertifiedFlow, proven: boolean): FlowState['state'] {
  if (applies === 'not-applicable') return proven ? 'not applicable, shown all the same' : 'not applicable';
  if (proven) return 'proven';
  return notYet === undefined ? 'missing' : 'not yet';
}

/** What is wrong with the states, a sentence each. */
export const flowFindings = (states: readonly FlowState[]): string[] =>
  states.flatMap(({ flow, state, proven }) => {
    if (state === 'missing')
      return [`${flow.id} ${flow.name}: no test that ran proves it, and nothing says why not yet`];
    return flow.notYet !== undefined && proven.length > 0
      ? [`${flow.id} ${flow.name} is proven, but its flow still says "${flow.notYet}"`]
      : [];
  });
