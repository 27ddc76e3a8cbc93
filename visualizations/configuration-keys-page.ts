import { KEY_MEANINGS } from '../machines/vocabulary/configuration-keys.ts';
import type { KeyDefinition, StationProfile } from '../machines/vocabulary/station-profile.ts';

const ACCESS = { R: 'read', RW: 'read, write', W: 'write' };

/** What a value may be, in words. */
export function range({ value, access, initial }: KeyDefinition): string {
  if (access === 'R') return initial === '' ? 'empty' : initial.replaceAll(',', ', ');
  switch (value.kind) {
    case 'boolean':
      return 'true, false';
    case 'integer':
      return `${(value.also ?? []).map((also) => `${also}, `).join('')}${value.min} to ${value.max}`;
    case 'list':
      return `at most ${value.maxItems} of: ${value.items.join(', ')}`;
    case 'text':
      return `text, at most ${value.maxLength} characters`;
    case 'hex':
      return `${2 * value.minBytes} to ${2 * value.maxBytes} hexadecimal digits`;
    case 'phase-rotation':
      return 'one rotation a connector, `1.RST`';
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/**
 * The page of all configuration keys, in Markdown.
 * @param profiles the first one gives the order, the access and the start values; the ranges are those of
 * each.
 */
export function configurationKeysPage(profiles: readonly [StationProfile, ...StationProfile[]]): string {
  const [station] = profiles;
  const ranges = profiles.map(({ name }) => `\`${name}\``);
  const head = ['key', 'access', 'start value', ...ranges, 'meaning', 'source'];
  const rows = station.keys.map((key) => {
    const { meaning = '', clause = '' } = KEY_MEANINGS[key.name] ?? {};
    const accepted = profiles.map(({ keys }) => {
      const same = keys.find(({ name }) => name === key.name);
      return same ? range(same) : 'absent';
    });
    const start =
      key.access === 'W' ? 'secret' : key.initial === '' ? 'empty' : key.initial.replaceAll(',', ', ');
    return row([`\`${key.name}\``, ACCESS[key.access], start, ...accepted, meaning, clause]);
  });
  return [
    '# Configuration keys',
    '',
    'Written by `node visualizations/write-configuration-keys.ts` from the station profiles; do not edit.',
    '',
    'Key names compare without regard to case. A key that is not here is NotSupported. A read-only key and a',
    'value that is malformed or out of range, is Rejected. What is accepted is in force at once.',
    '`--set Key=Value` gives start values by the same rules, except that SecurityProfile is free there.',
    '',
    row(head),
    row(head.map(() => '---')),
    ...rows,
    '',
  ].join('\n');
}
