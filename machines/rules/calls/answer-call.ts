import type { CallDecision, CallRule, StationView } from './call.ts';

const RULES: Readonly<Record<string, CallRule<never>>> = {};

/** Answers a validated CALL by the rule of its action. An action without rule is known but not supported. */
export function answerCall(action: string, payload: object, view: StationView): CallDecision {
  const rule = RULES[action] as CallRule<object> | undefined;
  if (!rule)
    return { error: { code: 'NotSupported', description: `${action} is not supported by this station` } };
  return rule(payload, view);
}
