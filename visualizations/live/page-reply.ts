import type { ViewerSink } from './viewer.ts';

/** What a route answers; the HTTP server of the station understands it. */
export type PageReply = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } & (
  | { readonly json: unknown }
  | { readonly text: string; readonly contentType?: string }
  | { readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly stream: (sink: ViewerSink) => void; readonly contentType: string }
);
export type PageRoute = {
  readonly method: 'GET';
  readonly path: string;
  readonly handle: (request: {
    readonly params: Readonly<Record<string, string>>;
  }) => PageReply | Promise<PageReply>;
};
