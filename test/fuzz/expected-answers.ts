/** What a frame is, by a reading of OCPP-J 1.6 4.2 that shares nothing with the station's. */
export type Reading = {
  /** A CALL, CALLRESULT or CALLERROR of the right shape. */
  readonly valid: boolean;
  /** The id under which exactly one answer has to come, or null: the frame asks for none. */
  readonly answerTo: string | null;
  readonly action: string | null;
};

const NOTHING: Reading = { valid: false, answerTo: null, action: null };
const LONGEST_ID = 36;
/** Up to here a CALL with an id that is too long is refused under it. */
const LONGEST_REFUSED = 255;

export function readFrame(text: string): Reading {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return NOTHING;
  }
  if (!Array.isArray(frame)) return NOTHING;
  const [type, id, third] = frame;
  if (typeof id !== 'string') return NOTHING;
  if (id.length > LONGEST_ID)
    return type === 2 && id.length <= LONGEST_REFUSED ? { ...NOTHING, answerTo: id } : NOTHING;
  if (type === 2) {
    const valid = frame.length === 4 && typeof third === 'string';
    return { valid, answerTo: id, action: valid ? third : null };
  }
  const valid = (type === 3 && frame.length === 3) || (type === 4 && frame.length === 5);
  return { ...NOTHING, valid };
}
