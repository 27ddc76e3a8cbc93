/** The station refused, or did not answer; the message says why. */
export class StationApiError extends Error {
  override name = 'StationApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const TOKEN = 'wallchart-token';

export const setToken = (token: string): void => sessionStorage.setItem(TOKEN, token);

/** The token travels in a header only: never in an address, which would be logged. */
function headers(): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const words: unknown = await response.json().then(
    (json: { readonly error?: unknown }) => json.error,
    () => null,
  );
  const text = typeof words === 'string' ? words : JSON.stringify(words ?? response.statusText);
  throw new StationApiError(response.status, text);
}

/** @throws StationApiError (rejects). */
export async function getJson<Json>(path: string): Promise<Json> {
  return (await answered(await fetch(path, { headers: headers() }))).json();
}

/** A file of the station. @throws StationApiError (rejects). */
export const getBlob = async (path: string): Promise<Blob> =>
  (await answered(await fetch(path, { headers: headers() }))).blob();

/** @throws StationApiError (rejects). */
export async function postJson(path: string, body: object): Promise<unknown> {
  const init = {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await answered(await fetch(path, init))).json();
}

/** The body of a response that stays open, as text. @throws StationApiError (rejects). */
export async function openStream(path: string): Promise<ReadableStream<string>> {
  const response = await answered(await fetch(path, { headers: headers() }));
  if (!response.body) throw new StationApiError(response.status, 'the station sent no body');
  return response.body.pipeThrough(new TextDecoderStream());
}
