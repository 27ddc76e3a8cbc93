/** A request that is refused; the message goes to whoever asked, so it holds nothing secret. */
export class HttpRefusal extends Error {
  override name = 'HttpRefusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** Why the server could not listen: another port, another address, or a token makes it work. */
export class HttpServerError extends Error {
  override name = 'HttpServerError';
  readonly kind: 'port-in-use' | 'not-permitted' | 'bad-address' | 'token-missing' | 'other';
  constructor(kind: HttpServerError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
