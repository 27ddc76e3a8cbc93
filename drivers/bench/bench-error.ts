/**
 * What the bench was asked to do cannot be done; the message says why, in words for whoever asked. Nothing
 * changed.
 */
export class BenchError extends Error {
  override name = 'BenchError';
}
