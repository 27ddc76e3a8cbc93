/** The parts of an OCPP-J frame; empty if it is none. */
export function frameOf(text: string): readonly unknown[] {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : [];
  } catch {
    return [];
  }
}
