import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said
  body: any;
}

export interface Sent {
  method: string;
  /** Sent to the byte, unlike what `fetch` makes of it. */
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Sends a request exactly as it is written. */
export function send(port: number, { method, path, body, headers = {} }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const typed =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request({ host: '127.0.0.1', port, method, path, headers: { ...typed, ...headers } }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, body: parsed(text) });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A client that speaks JSON. */
export class RegistryClient {
  constructor(private readonly port: () => number) {}

  get url(): string {
    return `http://127.0.0.1:${this.port()}`;
  }

  send(sent: Sent): Promise<Answer> {
    return send(this.port(), sent);
  }

  get(path: string): Promise<Answer> {
    return this.send({ method: 'GET', path });
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send({ method: 'POST', path, body: body === undefined ? undefined : textOf(body), headers });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send({ method: 'PUT', path, body: textOf(body) });
  }

  delete(path: string): Promise<Answer> {
    return this.send({ method: 'DELETE', path });
  }

  register(nodeId: string, capabilities: string[] = [], more: object = {}): Promise<Answer> {
    return this.post('/nodes/register', { node_id: nodeId, address: '10.0.0.7:9000', capabilities, ...more });
  }
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
