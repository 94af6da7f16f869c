import { Agent, request } from 'node:http';
import type { RawAnswer } from '../hostile/support/raw-answers.js';
import type { FuzzRequest } from './requests.js';

const PATIENCE_MS = 30_000;
/** Sockets are shared by all requests of a run, as a client with a pool would. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * Sends a request over a kept-alive connection, and once more when the server had just given up a connection that lay idle.
 *
 * @throws Error when there is no whole answer
 */
export async function send(baseUrl: string, fuzzed: FuzzRequest): Promise<RawAnswer> {
  try {
    return await exchange(baseUrl, fuzzed);
  } catch (error) {
    if (!(error as { reused?: boolean }).reused) throw error;
    return exchange(baseUrl, fuzzed);
  }
}

function exchange(baseUrl: string, { method, target, headers, body }: FuzzRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const outgoing = request({ agent, hostname, port, method, path: target, headers: { ...headers, ...length } });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error('no answer in 30 s')));
    outgoing.on('error', (error) => reject(Object.assign(error, { reused: outgoing.reusedSocket })));
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
