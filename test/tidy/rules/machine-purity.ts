import { type FileRule, type Finding, finding, inFolder } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';

/** The one file of machines/ that may read and write dates, from numbers and texts given to it. */
const DATE_FILE = 'machines/vocabulary/instant.ts';

const RESULT_EVENT = 'make it a port: an action whose result comes back as an event';
const GLUE = 'declare a port (absentPort) and provide it in actors/';
/** Words that make a machine impure, unpredictable or invisible to the checker, and the way round each. */
const BANNED: Readonly<Record<string, string>> = {
  sendParent: 'send to the owner handed over in input (sendParent throws in pure transition())',
  systemId: 'hand the peer over in input (a missing systemId makes sendTo send to self, silently)',
  spawn: 'use the action spawnChild (spawn inside assign is invisible to pure transition())',
  async: RESULT_EVENT,
  await: RESULT_EVENT,
  Promise: RESULT_EVENT,
  fromPromise: RESULT_EVENT,
  fromCallback: RESULT_EVENT,
  fromObservable: RESULT_EVENT,
  Date: `take the time from the event (at), convert it with ${DATE_FILE}`,
};
/** Objects of the host: banned where something of them is used. */
const BANNED_OBJECTS: Readonly<Record<string, string>> = {
  process: GLUE,
  console: 'emit an event or return data; actors/ write the log',
  crypto: GLUE,
  globalThis: GLUE,
  Buffer: 'pass bytes as strings, or keep them in a driver',
};

function wordFindings(file: SourceFile): Finding[] {
  return file.code.flatMap((token, index) => {
    const before = file.code[index - 1]?.text;
    const after = file.code[index + 1]?.text;
    if (token.kind !== 'word' || before === '.') return [];
    if (token.text === 'Date' && file.path === DATE_FILE) return [];
    const asObject = after === '.' ? BANNED_OBJECTS[token.text] : undefined;
    const instead = Object.hasOwn(BANNED, token.text) ? BANNED[token.text] : asObject;
    return instead ? [finding(file, token.line, `${token.text} in a machine`, instead)] : [];
  });
}

function lookupFindings(file: SourceFile): Finding[] {
  return file.code.flatMap((token, index) =>
    token.text === 'get' && file.code[index - 1]?.text === '.' && file.code[index - 2]?.text === 'system'
      ? [finding(file, token.line, 'system.get in a machine', 'hand the peer over in input')]
      : [],
  );
}

/** machines/ is pure: no clock, randomness or I/O, no promises, no peers looked up by name. */
export const machinePurity: FileRule = {
  name: 'machine purity',
  check: (file) => (inFolder(file.path, 'machines') ? [...wordFindings(file), ...lookupFindings(file)] : []),
};
