import { describe, expect, it } from 'vitest';
import { CERTIFIED_FLOWS } from './certified-flows.ts';
import { coverage, stalePages } from './coverage.ts';
import { claimedFlow, type Evidence, evidenceOf } from './evidence.ts';
import { flowFindings, flowState } from './flow-state.ts';
import type { Observation } from './observation.ts';
import type { Story } from './story.ts';
import { UNEXERCISED } from './unexercised.ts';

const NOTHING: Evidence = {
  flow: null,
  flowTransitions: [],
  transitions: [],
  sent: [],
  received: [],
  performed: [],
  codesSent: [],
  codesReceived: [],
  keysShown: [],
  keysChanged: [],
  keysRefused: [],
  keysOther: [],
};
const saw = (evidence: Partial<Evidence>, name = 'a test'): Observation => ({
  file: 'test/conformance/a.test.ts',
  name,
  evidence: { ...NOTHING, ...evidence },
});
const of = (...tests: readonly Observation[]) => coverage(tests);

/** One of which the list says that it is not built. */
const NOT_YET = { ...CERTIFIED_FLOWS.find(({ id }) => id === 'TC_012_CS')!, notYet: 'not built' };

describe('the list of test cases', () => {
  it('has the 109 of the certificate, each once: 86 apply, 4 are uncertain, 19 do not apply', () => {
    expect(new Set(CERTIFIED_FLOWS.map(({ id }) => id)).size).toBe(109);
    const count = (applies: string) => CERTIFIED_FLOWS.filter((flow) => flow.applies === applies).length;
    expect(['applicable', 'uncertain', 'not-applicable'].map(count)).toEqual([86, 4, 19]);
  });

  it('has steps for each that applies', () => {
    const empty = CERTIFIED_FLOWS.filter(
      ({ applies, steps }) => applies !== 'not-applicable' && steps.length === 0,
    );
    expect(empty).toEqual([]);
  });
});

describe('a test claims a flow', () => {
  it('by beginning with its id and name', () => {
    expect(claimedFlow('TC_012_CS Remote Stop Charging Session')?.id).toBe('TC_012_CS');
    expect(claimedFlow('TC_012_CS Remote Stop Charging Session (twice)')?.id).toBe('TC_012_CS');
    expect(claimedFlow('TC_012_CS something else')).toBeUndefined();
    expect(claimedFlow('TC_013_CS Remote Stop Charging Session')).toBeUndefined();
  });

  it('and fails if its run is another', () => {
    const events = [{ kind: 'hand', at_ms: 0, act: 'plug', fields: { connectorId: 1 } }] as const;
    const story: Story = { events, ended_ms: 0, start_ms: 0, configuration: {}, transitions: [] };
    expect(() => evidenceOf('TC_003_CS Regular Charging Session - Plugin First', story, {})).toThrow(
      'not TC_003_CS: after 1 steps',
    );
    expect(evidenceOf('another test', story, {}).flow).toBeNull();
  });
});

describe('coverage complains', () => {
  const about = (word: string, { findings }: { findings: readonly string[] }) =>
    findings.filter((it) => it.includes(word));

  it('of a flow that applies, is built and no test proves', () => {
    expect(about('TC_012_CS', of())).toHaveLength(1);
    expect(about('TC_012_CS', of(saw({}, 'TC_012_CS Remote Stop Charging Session')))).toHaveLength(1);
    expect(about('TC_012_CS', of(saw({ flow: 'TC_012_CS' })))).toEqual([]);
    expect(flowFindings([flowState(NOT_YET, [])])).toEqual([]);
  });

  it('of a flow that is proven, and is said to be not built', () => {
    expect(flowFindings([flowState(NOT_YET, [saw({ flow: NOT_YET.id })])])).toHaveLength(1);
  });

  it.each([
    ['actions ClearCache: received', { received: ['ClearCache'] }],
    ['actions Authorize: sent', { sent: ['Authorize'] }],
    ['keys ResetRetries: changed', { keysChanged: ['ResetRetries'] }],
    ['keys ResetRetries: refused', { keysRefused: ['ResetRetries'] }],
    ['keys ResetRetries: shown', { keysShown: ['ResetRetries'] }],
    ['keys ResetRetries: other value', { keysOther: ['ResetRetries'] }],
    ['codes ProtocolError: sent', { codesSent: ['ProtocolError'] }],
    ['codes ProtocolError: received', { codesReceived: ['ProtocolError'] }],
  ])('of %s, until a test exercises it', (id, evidence) => {
    expect(about(`${id}:`, of())).toHaveLength(1);
    expect(about(`${id}:`, of(saw(evidence)))).toEqual([]);
  });

  it('of something that is exercised, and is said to be not', () => {
    const id = 'codes SecurityError: sent';
    expect(UNEXERCISED.has(id)).toBe(true);
    expect(about(id, of())).toEqual([]);
    expect(about(id, of(saw({ codesSent: ['SecurityError'] })))).toHaveLength(1);
  });

  it('of a transition that no machine has', () => {
    const id = 'connector#session.nowhere/PLUG/0';
    expect(about(id, of(saw({ transitions: [id] })))).toHaveLength(1);
  });
});

describe('a page is stale', () => {
  const now = of(saw({ flow: 'TC_012_CS' }, 'TC_012_CS Remote Stop Charging Session'));
  const read = (pages: Readonly<Record<string, string>>) => (name: string) => pages[name] ?? null;

  it('not while the tests say the same', () => expect(stalePages(now, read(now.pages))).toEqual([]));

  it('when it is missing or was edited', () => {
    const edited = { ...now.pages, 'coverage.md': `${now.pages['coverage.md']} ` };
    expect(stalePages(now, read(edited))).toEqual(['coverage.md']);
    expect(stalePages(now, read({}))).toEqual(Object.keys(now.pages));
  });

  it('when a test that it names did not run, whatever the order of the others', () => {
    const [one, two] = [saw({ sent: ['Authorize'] }, 'one'), saw({ sent: ['Heartbeat'] }, 'two')];
    expect(stalePages(of(two, one), read(of(one, two).pages))).toEqual([]);
    expect(stalePages(of(one), read(of(one, two).pages))).not.toEqual([]);
    expect(stalePages(of(), read(now.pages))).toContain('certified-flows.md');
  });
});
