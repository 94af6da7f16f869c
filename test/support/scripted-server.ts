import { createLedger, createRegistry } from '@app/client';
import type { Operation } from '../../libs/client/calls/operation.js';
import { ledgerOperations } from '../../libs/client/generated/ledger/operations.js';
import { registryOperations } from '../../libs/client/generated/registry/operations.js';

const OPERATIONS: Operation[] = [...Object.values(ledgerOperations), ...Object.values(registryOperations)];

/** A body with every member that an answer of either API promises. */
const COMPLETE = Object.fromEntries(OPERATIONS.flatMap(({ holds = [] }) => holds).map((name) => [name, '0']));

/** With a complete body unless it has one. `silence` never answers, whatever signal the request has. */
type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | Error | 'silence';

/** A server that gives these answers, one after the other, and keeps what it was asked. */
export function scripted(...answers: Answer[]) {
  const requests: { url: string; headers: Headers; body: string | undefined; atMs: number }[] = [];
  const send = async (url: unknown, { headers, body }: RequestInit = {}) => {
    requests.push({ url: String(url), headers: new Headers(headers), body: body?.toString(), atMs: performance.now() });
    const answer = answers.shift() ?? { status: 200 };
    if (answer === 'silence') return new Promise<Response>(() => {});
    if (answer instanceof Error) throw answer;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? COMPLETE);
    const headersOf = { 'x-transaction-id': 'f'.repeat(64), ...answer.headers };
    return new Response(text, { status: answer.status, headers: headersOf });
  };
  const options = { baseUrl: 'https://example.org/mizan/', token: 'secret', fetch: send as typeof fetch };
  return { ledger: createLedger(options), registry: createRegistry(options), requests };
}
