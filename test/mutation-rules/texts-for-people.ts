import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The part of a node of the syntax tree that matters here. */
type Node = {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
};

/**
 * Whether a literal is a text for people, whose words are no behaviour: one with a space in it. Every word of
 * the protocol and of the machines is written without one.
 */
export function isTextForPeople({ type, value, quasis = [] }: Node): boolean {
  if (type === 'StringLiteral') return typeof value === 'string' && value.includes(' ');
  return type === 'TemplateLiteral' && quasis.some((part) => part.value.raw.includes(' '));
}

/** For Stryker: texts for people are not mutated. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'texts-for-people', {
    shouldIgnore: ({ node }: { readonly node: Node }) =>
      isTextForPeople(node) ? 'a text for people' : undefined,
  }),
];
