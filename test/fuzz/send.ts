import { Agent, request } from 'node:http';
import type { RawAnswer } from '../hostile/support/raw-answers.js';
import type { FuzzRequest } from './requests.js';

const PATIENCE_MS = 30_000;
/** Sockets are shared by all requests of a run, as a client with a pool would. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request over a kept-alive connection. @throws Error when there is no whole answer */
export function send(baseUrl: string, { method, target, headers, body }: FuzzRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const outgoing = request({ agent, hostname, port, method, path: target, headers: { ...headers, ...length } });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error('no answer in 30 s')));
    // A body that is refused for its size may break the connection after the answer has come.
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const fields = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({ status: incoming.statusCode ?? 0, headers: fields, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.end(body);
  });
}
