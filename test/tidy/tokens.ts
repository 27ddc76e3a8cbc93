/** A token of TypeScript source. `line` counts from 1; `start` and `end` are offsets into the text. */
export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'template' | 'regex' | 'comment' | 'punctuator';
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
};

export class TokenError extends Error {
  override name = 'TokenError';
}

const SPACE = /\s+/y;
const LINE_COMMENT = /(?:\/\/|^#!)[^\n]*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?\*\//y;
const WORD = /[#$_\p{ID_Start}][$\p{ID_Continue}]*/uy;
const NUMBER = /\.?\d(?:[eE][+-]|[\w.])*/y;
const STRING = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const PUNCTUATOR = /=>|\.\.\.|\?\.(?!\d)|\?\?=?|[<>=!]==?|&&=?|\|\|=?|\+\+|--|[-+*/%]=|[\s\S]/y;
/** After these words a slash begins a regular expression; after any other word it divides. */
const BEFORE_REGEX = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof'.split(' '),
);

/**
 * Splits TypeScript into tokens, comments included, white space not; those in `${…}` follow their template.
 * The compiler's own package gives no parser that runs in this process, and rules about words, imports and
 * lengths need no more than tokens.
 * @throws TokenError where a template literal does not end.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let line = 1;
  let significant: Token | undefined;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  while (position < text.length) {
    const space = match(SPACE);
    if (space === 0) {
      const [kind, length] = next(text, position, significant, match);
      const token: Token = {
        kind,
        text: text.slice(position, position + length),
        line,
        start: position,
        end: position + length,
      };
      tokens.push(token, ...(kind === 'template' ? substituted(token) : []));
      if (kind !== 'comment') significant = token;
      line += newlines(token.text);
      position += length;
    } else {
      line += newlines(text.slice(position, position + space));
      position += space;
    }
  }
  return tokens;
}

const newlines = (text: string): number => text.split('\n').length - 1;

function next(
  text: string,
  position: number,
  before: Token | undefined,
  match: (pattern: RegExp) => number,
): [Token['kind'], number] {
  if (text[position] === '`') return ['template', templateEnd(text, position) - position];
  const comment = match(LINE_COMMENT) || match(BLOCK_COMMENT);
  if (comment) return ['comment', comment];
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['word', WORD],
    ['string', STRING],
  ] as const) {
    const length = match(pattern);
    if (length) return [kind, length];
  }
  const regex = slashBeginsRegex(before) ? match(REGEX) : 0;
  return regex ? ['regex', regex] : ['punctuator', match(PUNCTUATOR)];
}

function slashBeginsRegex(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'word') return BEFORE_REGEX.has(before.text);
  return before.kind === 'punctuator' && !/^[)\]}]$/.test(before.text);
}

/** Templates nest: what stands in `${…}` is source again. */
function templateEnd(text: string, start: number, substitutions?: [from: number, to: number][]): number {
  let position = start + 1;
  while (position < text.length) {
    if (text[position] === '`') return position + 1;
    if (text[position] === '\\') position += 2;
    else if (text.startsWith('${', position)) {
      const end = substitutionEnd(text, position + 2);
      substitutions?.push([position + 2, end - 1]);
      position = end;
    } else position += 1;
  }
  throw new TokenError(`a template literal that begins at offset ${start} does not end`);
}

/** The tokens in the substitutions of a template, placed where they stand in the file. */
function substituted(template: Token): Token[] {
  const substitutions: [from: number, to: number][] = [];
  templateEnd(template.text, 0, substitutions);
  return substitutions.flatMap(([from, to]) => {
    const line = template.line + newlines(template.text.slice(0, from));
    return tokenize(template.text.slice(from, to)).map((token) => ({
      ...token,
      line: line + token.line - 1,
      start: template.start + from + token.start,
      end: template.start + from + token.end,
    }));
  });
}

function substitutionEnd(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === '`') position = templateEnd(text, position);
    else if (character === "'" || character === '"') {
      STRING.lastIndex = position;
      position += STRING.exec(text)?.[0].length ?? 1;
    } else {
      if (character === '{') depth += 1;
      if (character === '}' && depth-- === 0) return position + 1;
      position += 1;
    }
  }
  throw new TokenError(`a substitution that begins at offset ${start} does not end`);
}
