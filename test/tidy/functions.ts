import type { Token } from './tokens.ts';

/** A function, method or arrow function with a body in braces, or an arrow function with an expression. */
export type FunctionSpan = {
  readonly name: string;
  readonly line: number;
  readonly lastLine: number;
  /** It contains tests (a `describe` callback, a contract suite): a chapter, as long as its tests. */
  readonly chapter: boolean;
};

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);
const NOT_FUNCTIONS = new Set(['if', 'for', 'while', 'switch', 'catch', 'with', 'await']);

/** @param code tokens without comments. */
export function functionsIn(code: readonly Token[]): FunctionSpan[] {
  return code.flatMap((token, index) => {
    if (token.text === '=>' && token.kind === 'punctuator') return arrow(code, index);
    if (token.text === '(' && token.kind === 'punctuator') return named(code, index);
    return [];
  });
}

function arrow(code: readonly Token[], index: number): FunctionSpan[] {
  const line = code[index]!.line;
  const last = bodyEnd(code, index + 1);
  return [
    {
      name: nameBefore(code, index),
      line,
      lastLine: code[last]?.line ?? line,
      chapter: isChapter(code, index, last),
    },
  ];
}

/** `function name(…) {`, `name(…) {` and `name(…): Type {`; the keyword of a statement is no function. */
function named(code: readonly Token[], open: number): FunctionSpan[] {
  const name = code[open - 1];
  if (name?.kind !== 'word' && name?.text !== '>') return [];
  if (NOT_FUNCTIONS.has(name.text)) return [];
  const close = matching(code, open);
  const body = bodyStart(code, close + 1);
  if (body === null) return [];
  const last = matching(code, body);
  const lastLine = code[last]?.line ?? name.line;
  return [{ name: name.text, line: name.line, lastLine, chapter: isChapter(code, body, last) }];
}

/** Index of the brace that opens a body, past a return type; null where the parenthesis belongs to a call. */
function bodyStart(code: readonly Token[], after: number): number | null {
  if (code[after]?.text === '{') return after;
  if (code[after]?.text !== ':') return null;
  let index = after + 1;
  let typeMayFollow = true;
  while (index < code.length) {
    const text = code[index]!.text;
    if (text === '{' && !typeMayFollow) return index;
    if (OPENING.has(text)) {
      index = matching(code, index) + 1;
      typeMayFollow = false;
    } else if (text === ';' || text === ',' || text === '=' || text === '?' || CLOSING.has(text)) {
      return null;
    } else {
      typeMayFollow = /^(?:\||&|=>|<|is|keyof|typeof|readonly)$/.test(text);
      index += 1;
    }
  }
  return null;
}

function bodyEnd(code: readonly Token[], start: number): number {
  if (code[start]?.text === '{') return matching(code, start);
  let index = start;
  while (index < code.length) {
    const text = code[index]!.text;
    if (CLOSING.has(text) || text === ',' || text === ';') return index - 1;
    index = OPENING.has(text) && code[index]!.kind === 'punctuator' ? matching(code, index) + 1 : index + 1;
  }
  return code.length - 1;
}

function matching(code: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < code.length; index += 1) {
    if (code[index]!.kind !== 'punctuator') continue;
    if (OPENING.has(code[index]!.text)) depth += 1;
    if (CLOSING.has(code[index]!.text) && --depth === 0) return index;
  }
  return code.length - 1;
}

/** The name that an arrow function is bound to (`const name = (…) =>`, `name: (…) =>`), or what it is. */
function nameBefore(code: readonly Token[], arrowIndex: number): string {
  const start = parametersStart(code, arrowIndex);
  for (let index = start - 1; index >= 0 && index > start - 3; index -= 1) {
    const token = code[index]!;
    if (token.kind === 'word' && token.text !== 'async') return token.text;
  }
  return '(anonymous)';
}

/** It contains tests: a `describe` callback or a contract suite. */
const isChapter = (code: readonly Token[], first: number, last: number): boolean =>
  code.slice(first, last).some((token, offset) => {
    const [after, second] = [code[first + offset + 1], code[first + offset + 2]];
    if (token.text !== 'it' && token.text !== 'describe') return false;
    return (
      (after?.text === '(' && second?.kind !== 'punctuator') ||
      (after?.text === '.' && second?.text === 'each')
    );
  });

function parametersStart(code: readonly Token[], arrowIndex: number): number {
  let depth = 0;
  for (let index = arrowIndex - 1; index >= 0; index -= 1) {
    const { text, kind } = code[index]!;
    if (kind === 'punctuator' && CLOSING.has(text)) depth += 1;
    if (kind === 'punctuator' && OPENING.has(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return 0;
}
