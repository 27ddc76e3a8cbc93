/**
 * Mutants of rules that no test can kill because they do what the rule does: the file, the mutant as the page
 * names it, and the reason. An entry whose mutant is killed, or does not exist, fails the run of its file.
 */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'machines/rules/call-queue/answers.ts': {
    '\'moot\' → ""': 'only request and head are asked for; whatever is neither holds the wire and no message',
  },
  'machines/rules/call-queue/lanes.ts': {
    '\'acknowledging\' → ""':
      'decisions ask whether a lane is ready or retrying; what else it is, they tell by its answer',
  },
  'machines/rules/call-queue/sending.ts': {
    "{ phase: 'sent' } → {}": 'while a head is sent the wire is taken, and its end sets another phase',
    '\'sent\' → ""': 'as above: no decision asks for the phase of a head that is under way',
  },
  'machines/rules/calls/send-local-list.ts': {
    'idTag.toLowerCase() → idTag.toUpperCase()':
      'two tags are the same in one case where they are in the other',
  },
  'machines/rules/configuration.ts': {
    "check.status === 'Accepted' → true (2)": 'only what is accepted has a key that could be the same',
  },
  'machines/rules/connector-selection.ts': {
    '(it.transaction ?? 0) > (best.transaction ?? 0) → (it.transaction ?? 0) >= (best.transaction ?? 0)':
      'no two connectors have a transaction of the same number',
  },
  'machines/rules/current-limits.ts': {
    '[] → ["Stryker was here"] (3)': 'what is no connector demands nothing',
  },
  'machines/rules/current-sharing.ts': {
    '[] → ["Stryker was here"]': 'whoever claims nothing leaves the queue in the first step',
    '[] → ["Stryker was here"] (2)': 'what has no time until which it is drawn is dropped in the first step',
    'sum_A <= shared_A + TOLERANCE_A → sum_A < shared_A + TOLERANCE_A':
      'limits are tenths of amperes: no sum of them is above the supply by just a millionth',
  },
  'machines/rules/publications.ts': {
    'reporter === is && limits === is → false':
      'only spares the comparison: where neither differs, nothing is found that does',
  },
  'machines/rules/receive.ts': {
    'action === undefined → false': 'no action of OCPP is called undefined',
  },
  'machines/rules/status-reporter.ts': {
    '(line?.version ?? 0) + 1 → (line?.version ?? 0) - 1': 'versions of a line only have to differ',
    '[] → ["Stryker was here"] (2)': 'statuses that passed are told between two told: not before the first',
    '[] → ["Stryker was here"] (5)': 'the next change begins the list anew, for the line is settled then',
    'false → true': 'nothing waits before the first SETTLED, which ends the hold',
  },
};
