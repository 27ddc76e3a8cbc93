import * as v from 'valibot';

/**
 * A sentence for each issue that valibot found. What was received is never quoted: it may be a secret.
 * @param subject what was read, as the start of a sentence (`The station profile`).
 */
export const validationWords = (
  subject: string,
  issues: readonly v.BaseIssue<unknown>[],
): readonly string[] => issues.map((issue) => `${subject} ${words(issue)}.`);

function words(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue);
  if (where === null) return `must be ${plain(issue.expected)}`;
  const missing = issue.received === 'undefined';
  if (issue.expected === 'never') return `has an unknown field ${where}`;
  if (missing && issue.type !== 'variant') return `has no ${where}`;
  const given =
    issue.kind === 'validation' ? `: ${limitWords(issue)}` : `: it must be ${plain(issue.expected)}`;
  return `has a wrong ${where}${given}`;
}

const PLAIN: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
};

function plain(expected: string | null): string {
  if (expected === null) return 'something else';
  return PLAIN[expected] ?? expected.replaceAll(' | ', ' or ').replaceAll(/^\(|\)$/g, '');
}

function limitWords({ type, requirement }: v.BaseIssue<unknown>): string {
  switch (type) {
    case 'min_value':
      return `it must be at least ${String(requirement)}`;
    case 'max_value':
      return `it must be at most ${String(requirement)}`;
    case 'min_length':
      return 'it must not be empty';
    case 'max_length':
      return `it must have at most ${String(requirement)} characters`;
    case 'safe_integer':
      return 'it must be a whole number';
    default:
      return 'it is not in the expected form';
  }
}
