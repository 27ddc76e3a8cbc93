import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './repository.ts';
import { describeFinding } from './rule.ts';
import { FILE_RULES, PROJECT_RULES, runRule } from './rules.ts';

describe('the repository is tidy', () => {
  const files = repositoryFiles();

  it('has files to look at', () => {
    expect(files.map((file) => file.path)).toContain('package.json');
  });

  it.each([...FILE_RULES, ...PROJECT_RULES])('$name', (rule) => {
    const report = runRule(rule, files).map(describeFinding);
    expect(report.join('\n'), `${report.length} findings`).toBe('');
  });
});
