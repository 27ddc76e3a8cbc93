import type { Readable } from 'node:stream';
import { HttpRefusal } from './http-error.ts';

export type HttpRequest = {
  /** The values of the `:name` segments of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown;
};

export type HttpReply = {
  /** 200 if absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly json: unknown }
  | { readonly text: string; readonly contentType?: string }
  | { readonly bytes: Uint8Array; readonly contentType: string }
  /** So many bytes, read as fast as the client takes them; opened only if they are wanted. */
  | { readonly from: () => Readable; readonly length_bytes: number; readonly contentType: string }
  /** Stays open: called once the head is sent. */
  | { readonly stream: (sink: ReplySink) => void; readonly contentType: string }
);

/** An answer that stays open. Nothing waits for its reader: who writes looks at the backlog. */
export type ReplySink = {
  write(bytes: Uint8Array): void;
  /** What was written and has not left this process, in bytes. */
  readonly backlog_bytes: number;
  /** Breaks the connection. */
  end(): void;
  onClose(listener: () => void): void;
};

export type Route = {
  /** HEAD is answered by the GET route. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/bench/connectors/:id/plug`; a `:name` segment takes one segment of the path, never an empty one. */
  readonly path: string;
  /** May refuse by throwing `HttpRefusal`; anything else thrown is answered with 500. Must come to an end. */
  readonly handle: (request: HttpRequest) => HttpReply | Promise<HttpReply>;
};

export type RouteMatch = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/**
 * Finds the route of a request; where several match, the first in the table.
 * @throws HttpRefusal 400 for a path that cannot be decoded, 404 for an unknown one, 405 for another method.
 */
export function findRoute(routes: readonly Route[], method: string, pathname: string): RouteMatch {
  const segments = decodedSegments(pathname);
  const wanted = method === 'HEAD' ? 'GET' : method;
  const allowed = new Set<string>();
  for (const route of routes) {
    const params = matchPath(route.path, segments);
    if (!params) continue;
    if (route.method === wanted) return { route, params };
    allowed.add(route.method);
    if (route.method === 'GET') allowed.add('HEAD');
  }
  if (allowed.size === 0) throw new HttpRefusal(404, `there is nothing at ${pathname}`);
  const allow = [...allowed].sort().join(', ');
  throw new HttpRefusal(405, `${method} is not possible at ${pathname}, only ${allow}`, { allow });
}

function decodedSegments(pathname: string): readonly string[] {
  try {
    return pathname.split('/').map(decodeURIComponent);
  } catch {
    throw new HttpRefusal(400, 'the path is not valid percent-encoded UTF-8');
  }
}

function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const pattern = path.split('/');
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index]!;
    if (expected.startsWith(':') && actual !== '') params[expected.slice(1)] = actual;
    else if (expected !== actual) return null;
  }
  return params;
}
