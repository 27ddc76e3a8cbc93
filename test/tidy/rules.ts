import type { FileRule, Finding, ProjectRule } from './rule.ts';
import { everyFileIsUsed } from './rules/dead-files.ts';
import { noEscapeHatches } from './rules/escape-hatches.ts';
import { noForbiddenWords } from './rules/forbidden-words.ts';
import { glueKnowsNoMessages } from './rules/glue.ts';
import { importDirection } from './rules/import-direction.ts';
import { machinePurity } from './rules/machine-purity.ts';
import { kebabCase, namesSaySomething, noBarrelFiles } from './rules/names.ts';
import { fileSizes, functionSizes } from './rules/sizes.ts';
import { flatFilesAreStatecharts, statechartsExist } from './rules/statechart-files.ts';
import { noTestIsLeftOut, testsAreCollected } from './rules/tests-run.ts';
import { timeAndRandomness } from './rules/time-and-randomness.ts';
import type { SourceFile } from './source-file.ts';

export const FILE_RULES: readonly FileRule[] = [
  importDirection,
  machinePurity,
  timeAndRandomness,
  fileSizes,
  functionSizes,
  glueKnowsNoMessages,
  flatFilesAreStatecharts,
  noTestIsLeftOut,
  noEscapeHatches,
  kebabCase,
  namesSaySomething,
  noBarrelFiles,
  noForbiddenWords,
];

export const PROJECT_RULES: readonly ProjectRule[] = [statechartsExist, everyFileIsUsed, testsAreCollected];

/** Everything a rule finds in the files, whichever kind it is. */
export const runRule = (rule: FileRule | ProjectRule, files: readonly SourceFile[]): readonly Finding[] =>
  'check' in rule ? files.flatMap((file) => rule.check(file)) : rule.checkAll(files);
