/** UM0701-02 6.2.1: frames between host and PN532, and what they say. */
const PREAMBLE = [0x00, 0x00, 0xff];
const HOST_TO_CHIP = 0xd4;
const CHIP_TO_HOST = 0xd5;
const ERROR_FRAME = 0x7f;
/** Data of a frame without the extension, TFI included. */
const MOST_DATA = 0xff;

export const ACK_FRAME: readonly number[] = [...PREAMBLE, 0x00, 0xff, 0x00];

const sumOf = (bytes: Iterable<number>): number => [...bytes].reduce((sum, byte) => (sum + byte) & 0xff, 0);

export function commandFrame(command: number, data: readonly number[]): Uint8Array {
  const content = [HOST_TO_CHIP, command, ...data];
  if (content.length > MOST_DATA) throw new RangeError(`a frame of ${content.length} bytes is too long`);
  const lengths = [content.length, -content.length & 0xff];
  return Uint8Array.from([...PREAMBLE, ...lengths, ...content, -sumOf(content) & 0xff, 0x00]);
}

/** Whether the bytes begin with an acknowledgement. */
export const isAck = (bytes: Uint8Array): boolean => ACK_FRAME.every((byte, at) => bytes[at] === byte);

/**
 * The data of the answer to `command`; more bytes may follow the frame.
 * @returns words when it is none
 */
export function answerIn(bytes: Uint8Array, command: number): Uint8Array | string {
  if (!PREAMBLE.every((byte, at) => bytes[at] === byte)) return 'an answer does not begin as a frame does';
  const [length = 0, lengthSum = 0] = bytes.subarray(PREAMBLE.length);
  if (((length + lengthSum) & 0xff) !== 0) return 'the length of an answer has a wrong checksum';
  const begin = PREAMBLE.length + 2;
  const content = bytes.subarray(begin, begin + length);
  const dataSum = bytes[begin + length];
  if (dataSum === undefined) return `an answer of ${length} bytes does not end`;
  if (((sumOf(content) + dataSum) & 0xff) !== 0) return 'an answer has a wrong checksum';
  if (length === 1 && content[0] === ERROR_FRAME) return 'it does not understand the command';
  if (content[0] !== CHIP_TO_HOST || content[1] !== command + 1) return 'it answers another command';
  return content.slice(2);
}
