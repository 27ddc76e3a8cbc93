const BEFORE = '<script type="application/jsonl" id="recording">';
const AFTER = '</script>';

/** Where a recording stands in a saved page: as data, which no browser runs. */
export const RECORDING_SLOT = `${BEFORE}${AFTER}`;

/**
 * JSON that may stand in a page: no text in it can end its element or begin another. The line separators are
 * ends of line for those who read the file as a script.
 */
export const inertJson = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** A saved page: all of the page and one recording in one file. @param lines of the recording, JSON each. */
export function withRecording(template: string, lines: string): string {
  const at = template.indexOf(RECORDING_SLOT) + BEFORE.length;
  return `${template.slice(0, at)}\n${inertJson(lines)}${template.slice(at)}`;
}

const MACHINES_BEFORE = '<script type="application/json" id="machines">';

/**
 * The saved page with these statecharts instead of those of the station: a page that drew some itself saves
 * what it shows. @param machines JSON.
 */
export function withMachines(template: string, machines: string): string {
  const at = template.indexOf(MACHINES_BEFORE) + MACHINES_BEFORE.length;
  return `${template.slice(0, at)}${inertJson(machines)}${template.slice(template.indexOf(AFTER, at))}`;
}

/** The lines of the recording that a saved page holds; null: it is no saved page, or cut off. */
export function recordingIn(page: string): string | null {
  const before = page.indexOf(BEFORE);
  const after = page.indexOf(AFTER, before);
  return before < 0 || after < 0 ? null : page.slice(before + BEFORE.length, after);
}
