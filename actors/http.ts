import type { StationOptions } from '../drivers/command-line/station-options.ts';
import { HttpServer } from '../drivers/http-server/http-server.ts';
import type { Log } from '../drivers/log/log.ts';
import { httpRoutes } from './http-routes.ts';

type Parts = Parameters<typeof httpRoutes>[0] & {
  readonly options: Pick<StationOptions, 'http' | 'benchToken'>;
};

/**
 * Listens where the options say. @returns the address; null for none. @throws HttpServerError if it cannot.
 */
export async function listenHttp(parts: Parts, log: Log): Promise<string | null> {
  const { options } = parts;
  const server = new HttpServer({
    routes: httpRoutes(parts),
    token: options.benchToken,
    onError: (error) => log.error({ err: error }, 'http'),
  });
  return options.http ? (await server.listen(options.http)).url : null;
}
