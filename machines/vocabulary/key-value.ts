import type { KeyDefinition, StationProfile } from './station-profile.ts';

/**
 * A value as it is kept, or why it cannot be one, as the end of a sentence that begins with the key's name.
 */
export type ValueCheck = { readonly value: string } | { readonly problem: string };

/** The configuration value of a ChangeConfiguration is at most a CiString500 (OCPP 1.6 ed.2 6.7). */
export const MAX_VALUE_LENGTH = 500;

/** OCPP 1.6 ed.2 9.1.5. */
const PHASE_ROTATIONS = ['NotApplicable', 'Unknown', 'RST', 'RTS', 'SRT', 'STR', 'TRS', 'TSR'];

/**
 * The definition of a key; names compare without regard to case (CiString50, OCPP 1.6 ed.2 7.17).
 * @returns undefined if the station has no such key.
 */
export function keyNamed(profile: Pick<StationProfile, 'keys'>, name: string): KeyDefinition | undefined {
  const wanted = name.toLowerCase();
  return profile.keys.find((definition) => definition.name.toLowerCase() === wanted);
}

/** Splits a comma-separated list; blanks around items do not count, an empty text is the empty list. */
export const listItems = (text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((item) => item.trim());

/**
 * Reads a value for a key, access not considered.
 * @param connectors number of connectors, for phase rotations.
 * @returns the value as it is stored (booleans in lower case, integers without leading zeros, lists without
 * blanks); a problem never quotes the value, for it may be a secret.
 */
export function checkValue(definition: KeyDefinition, text: string, connectors: number): ValueCheck {
  const kind = definition.value;
  switch (kind.kind) {
    case 'boolean': {
      const lower = text.toLowerCase();
      return lower === 'true' || lower === 'false' ? { value: lower } : { problem: 'must be true or false' };
    }
    case 'integer':
      return checkInteger(kind, text);
    case 'list':
      return checkList(kind, text);
    case 'text':
      return text.length <= kind.maxLength
        ? { value: text }
        : { problem: `must have at most ${kind.maxLength} characters` };
    case 'hex':
      return checkHex(kind, text);
    case 'phase-rotation':
      return checkPhaseRotation(text, connectors);
  }
}

type Kind<K extends KeyDefinition['value']['kind']> = Extract<KeyDefinition['value'], { kind: K }>;

function checkInteger({ min, max, also = [] }: Kind<'integer'>, text: string): ValueCheck {
  if (!/^-?\d+$/.test(text)) return { problem: 'must be a whole decimal number' };
  const number = Number(text);
  if ((number < min || number > max) && !also.includes(number)) {
    const others = also.map((value) => ` or ${value}`).join('');
    return { problem: `must be from ${min} to ${max}${others}` };
  }
  return { value: String(number) };
}

function checkList({ items, maxItems }: Kind<'list'>, text: string): ValueCheck {
  const given = listItems(text);
  if (given.length > maxItems)
    return { problem: `must have at most ${maxItems} ${maxItems === 1 ? 'item' : 'items'}` };
  if (!given.every((item) => items.includes(item)))
    return { problem: `must be a list of ${items.join(', ')}` };
  if (new Set(given).size < given.length) return { problem: 'must not name an item twice' };
  return { value: given.join(',') };
}

function checkHex({ minBytes, maxBytes }: Kind<'hex'>, text: string): ValueCheck {
  const fits = /^[0-9A-Fa-f]*$/.test(text) && text.length % 2 === 0;
  return fits && text.length >= 2 * minBytes && text.length <= 2 * maxBytes
    ? { value: text.toUpperCase() }
    : { problem: `must be ${2 * minBytes} to ${2 * maxBytes} hexadecimal digits, an even number of them` };
}

function checkPhaseRotation(text: string, connectors: number): ValueCheck {
  const problem = `must be a list like 0.RST,1.RTS, each of the connectors 0 to ${connectors} at most once`;
  const seen = new Set<string>();
  for (const item of listItems(text)) {
    const [, connector, rotation] = /^(\d{1,4})\.([A-Za-z]+)$/.exec(item) ?? [];
    if (connector === undefined || rotation === undefined || !PHASE_ROTATIONS.includes(rotation))
      return { problem };
    const id = String(Number(connector));
    if (id !== connector || Number(id) > connectors || seen.has(id)) return { problem };
    seen.add(id);
  }
  const value = listItems(text).join(',');
  return seen.size > 0 && value.length <= MAX_VALUE_LENGTH ? { value } : { problem };
}
