import { httpExchange, piecesOf, refusalOf } from './http-exchange.ts';
import type { FetchFrom } from './incoming-file.ts';

/** As the file lies there: its signature is of those bytes. */
const AS_IT_IS = { 'accept-encoding': 'identity' };

/** HTTP, or HTTPS by `https:`: GET. */
export const httpDownload: FetchFrom = async function* (url, signal) {
  const response = await httpExchange(url, { method: 'GET', headers: AS_IT_IS, body: null }, signal);
  if (response.statusCode === 200) return yield* piecesOf(response);
  response.destroy();
  throw refusalOf(response.statusCode);
};
