import type { Given, GivenOptions, OptionName } from './station-options.ts';
import { OPTION_NAMES } from './station-options.ts';

export type Arguments = GivenOptions & { readonly help: boolean; readonly version: boolean };

const SECRET_OPTIONS = ['authorization-key', 'authorizationkey', 'bench-token', 'benchtoken', 'password'];

/** What an option says that is given without a value. */
const BARE: { readonly [Name in OptionName]?: string } = {
  inspect: '127.0.0.1:8017',
  'inspect-events': 'true',
};

const SECRET_REFUSED =
  'A secret on the command line is visible to every user of the machine: give the AuthorizationKey ' +
  'in the configuration file or as WALLCHART_AUTHORIZATION_KEY in the environment.';

const isOption = (name: string): name is OptionName => (OPTION_NAMES as readonly string[]).includes(name);

/**
 * Reads the command line, without looking at the values. `--name value` and `--name=value` are the same; of
 * an option given twice the last counts, `set` collects. A mistake never quotes what may be a secret.
 */
export function readArguments(argv: readonly string[]): Arguments {
  const values: { [Name in OptionName]?: Given } = {};
  const settings: [string, string][] = [];
  const mistakes: string[] = [];
  const flags = { help: false, version: false };

  const takeSetting = (text: string): void => {
    const split = text.indexOf('=');
    const key = text.slice(0, split).trim();
    if (split < 1) mistakes.push('--set must be followed by Key=Value.');
    else if (/^authorizationkey$/i.test(key)) mistakes.push(SECRET_REFUSED);
    else settings.push([key, text.slice(split + 1)]);
  };

  const rest = [...argv];
  while (rest.length > 0) {
    const argument = rest.shift()!;
    if (argument === '--help' || argument === '-h') flags.help = true;
    else if (argument === '--version' || argument === '-v') flags.version = true;
    else if (!argument.startsWith('--'))
      mistakes.push('Every argument must belong to an option that begins with --; see --help.');
    else {
      const { name, text } = splitOption(argument, rest);
      const bare = isOption(name) && text === null ? BARE[name] : undefined;
      if (SECRET_OPTIONS.includes(name.toLowerCase())) mistakes.push(SECRET_REFUSED);
      else if (name !== 'set' && !isOption(name)) mistakes.push(`There is no option --${name}; see --help.`);
      else if (bare !== undefined) values[name as OptionName] = { text: bare, from: `--${name}` };
      else if (text === null || text === '') mistakes.push(`--${name} must be followed by a value.`);
      else if (name === 'set') takeSetting(text);
      else values[name] = { text, from: `--${name}` };
    }
  }
  return { values, settings, mistakes: [...new Set(mistakes)], ...flags };
}

/** Takes the value from `rest` if the option has none of its own; null if there is none. */
function splitOption(argument: string, rest: string[]): { name: string; text: string | null } {
  const equals = argument.indexOf('=');
  if (equals >= 0) return { name: argument.slice(2, equals), text: argument.slice(equals + 1) };
  const next = rest[0];
  const text = next === undefined || next.startsWith('--') ? null : rest.shift()!;
  return { name: argument.slice(2), text };
}
