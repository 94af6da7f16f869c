/** What the clients of one load send. Every client has one request on its way at a time. */
export interface RequestSource {
  /** The whole HTTP request that client number `client` sends next, or undefined when there is nothing left. */
  next(client: number): string | undefined;
  /** Tells how that client's request was answered; 0 when the connection broke before an answer. */
  settled(client: number, status: number): void;
}

export interface RequestShape {
  method: 'GET' | 'POST';
  path: string;
  /** JSON text in ASCII. */
  body?: string;
}

/** An HTTP/1.1 request as it goes over the wire. `host` is a `Host` header. */
export function rawRequest(host: string, { method, path, body }: RequestShape): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  return body === undefined
    ? `${head}\r\n`
    : `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** The same requests over and over, each client starting at another one. */
export class RotatingRequests implements RequestSource {
  private sent = 0;

  constructor(private readonly requests: readonly string[]) {
    if (requests.length === 0) throw new RangeError('there is nothing to send');
  }

  next(): string {
    return this.requests[this.sent++ % this.requests.length]!;
  }

  settled(): void {}
}

/** Each request once, by whichever client is free. */
export class EachRequestOnce implements RequestSource {
  private sent = 0;

  constructor(private readonly requests: readonly string[]) {}

  next(): string | undefined {
    return this.requests[this.sent++];
  }

  settled(): void {}
}
