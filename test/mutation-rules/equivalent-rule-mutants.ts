/**
 * Mutants of rules that no test can kill because they do what the rule does: the file, the mutant as the page
 * names it, and the reason. An entry whose mutant is killed, or does not exist, fails the run of its file.
 */
export const EQUIVALENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'machines/rules/call-queue/answers.ts': {
    '\'moot\' → ""': 'only request and head are asked for; whatever is neither holds the wire and no message',
  },
  'machines/rules/call-queue/sending.ts': {
    "{ phase: 'sent' } → {}": 'while a head is sent the wire is taken, and its end sets another phase',
    '\'sent\' → ""': 'as above: no decision asks for the phase of a head that is under way',
  },
  'machines/rules/connector-selection.ts': {
    '(it.transaction ?? 0) > (best.transaction ?? 0) → (it.transaction ?? 0) >= (best.transaction ?? 0)':
      'no two connectors have a transaction of the same number',
  },
  'machines/rules/publications.ts': {
    'reporter === is && limits === is → false':
      'only spares the comparison: where neither differs, nothing is found that does',
  },
  'machines/rules/receive.ts': {
    'action === undefined → false': 'no action of OCPP is called undefined',
  },
};
