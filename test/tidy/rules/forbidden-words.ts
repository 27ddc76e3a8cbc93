import { type FileRule, type Finding, finding } from '../rule.ts';

/** What must not appear in any file, in fragments, so that this list does not contain it either. */
const FRAGMENTS: readonly (readonly [readonly string[], string])[] = [
  [['/wo', 'rk/'], 'write a path relative to the repository'],
  [['/ro', 'ot/'], 'write a path relative to the repository'],
  [['bash', '_jobs'], 'describe the project, not where it was written'],
  [['sub', 'agent'], 'describe the project, not how it was written'],
  [['cla', 'ude'], 'describe the project, not how it was written'],
  [['anthr', 'opic'], 'describe the project, not how it was written'],
  [['chat', 'gpt'], 'describe the project, not how it was written'],
  [['co-author', 'ed-by'], 'leave authorship to the commits'],
  [['regis', 'try.npmjs'], 'leave registries to the configuration of npm'],
  [['regis', 'try.yarnpkg'], 'leave registries to the configuration of npm'],
  [['artifact', 'ory'], 'leave registries to the configuration of npm'],
  [['verda', 'ccio'], 'leave registries to the configuration of npm'],
];

const FORBIDDEN = FRAGMENTS.map(([parts, instead]) => ({ word: parts.join(''), instead }));

/** A clone must make sense anywhere: no path, host or tool of the place where it was written. */
export const noForbiddenWords: FileRule = {
  name: 'no forbidden words',
  check: (file): Finding[] =>
    file.lines.flatMap((line, index) => {
      const lower = line.toLowerCase();
      return FORBIDDEN.filter(({ word }) => lower.includes(word)).map(({ word, instead }) =>
        finding(file, index + 1, `the text contains "${word}"`, instead),
      );
    }),
};
