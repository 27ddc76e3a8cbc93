/** What the station is started with cannot be used, in a sentence for who started it. */
export class StartError extends Error {
  override name = 'StartError';
}
