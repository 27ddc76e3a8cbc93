import { type FileRule, type Finding, finding } from '../rule.ts';

const IN_COMMENTS: readonly (readonly [RegExp, string])[] = [
  [/@ts-(?:ignore|expect-error|nocheck)/, 'give the value its right type, or narrow it with a check'],
  [/(?:biome|eslint|prettier)-(?:ignore|disable)/, 'write it so that the rule is content'],
  [/\b(?:TODO|FIXME|XXX|HACK)\b/, 'do it now, or open an issue and leave no mark here'],
];

/** The compiler and the linter are not silenced, and nothing is put off in a comment. */
export const noEscapeHatches: FileRule = {
  name: 'no escape hatches',
  check: (file): Finding[] => [
    ...file.comments.flatMap((comment) =>
      IN_COMMENTS.flatMap(([pattern, instead]) => {
        const match = pattern.exec(comment.text);
        if (!match) return [];
        const line = comment.line + comment.text.slice(0, match.index).split('\n').length - 1;
        return [finding(file, line, `${match[0]} in a comment`, instead)];
      }),
    ),
    ...file.code.flatMap((token, index) =>
      token.text === 'any' && file.code[index - 1]?.text === 'as'
        ? [finding(file, token.line, 'as any', 'use unknown and narrow it, or type the source')]
        : [],
    ),
  ],
};
