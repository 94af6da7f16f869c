import type { Api } from './hostile-case.js';
import type { RawAnswer } from './raw-answers.js';

/** What must never get out, whatever was sent. */
const LEAKS: readonly [what: string, pattern: RegExp][] = [
  ['a stack', /\n\s+at |\bat (?:async )?[\w.<>]+ \(|\.[cm]?[jt]s:\d+/],
  ['a path of the server', /node_modules|\/dist\/|\/libs\/|file:\/\/|\/tmp\/mizan|\/home\/|\/root\//],
  ['SQL', /\b(?:select|insert|update|delete)\b.+\b(?:from|into|set)\b|duplicate key|violates|relation "|syntax error/i],
  [
    'a type of the code',
    /\b(?:TypeError|RangeError|SyntaxError|QueryFailedError|DatabaseError|undefined is not)\b|\[object /,
  ],
  ['a name of the framework', /fastify|nestjs|FST_ERR/i],
];

/**
 * What is wrong with an answer, whatever was sent; empty when nothing is.
 *
 * @param sent what the caller wrote: an answer that quotes it gives nothing away
 */
export function faultsOf(answer: RawAnswer, api: Api, sent = ''): string[] {
  const { status, headers, body } = answer;
  const faults: string[] = [];
  if (status >= 500 && status !== 503) faults.push(`it is a ${status}`);
  if (status === 503 && headers['retry-after'] === undefined) faults.push('a 503 without Retry-After');
  if (headers['cache-control'] !== 'no-store') faults.push(`Cache-Control is ${headers['cache-control']}`);
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('it may be sniffed');
  for (const name of ['server', 'x-powered-by', 'set-cookie']) if (name in headers) faults.push(`it has ${name}`);
  if (status === 405 && headers.allow === undefined) faults.push('a 405 without Allow');
  if (status < 400 || isReadiness(answer)) return faults;
  for (const [what, pattern] of LEAKS) {
    const leak = pattern.exec(body)?.[0];
    if (leak !== undefined && !sent.includes(leak)) faults.push(`it holds ${what}`);
  }
  // RFC 9457, for callers who ask for it; its shape is the contract's to judge.
  if (headers['content-type'] === 'application/problem+json; charset=utf-8') return faults;
  return [...faults, ...(api === 'ledger' ? plainTextFaults(answer) : detailFaults(answer))];
}

/** `health/ready` says in its documented form what is not ready. */
function isReadiness({ status, body }: RawAnswer): boolean {
  return status === 503 && body.startsWith('{"status":"unavailable"');
}

function plainTextFaults({ status, headers, body }: RawAnswer): string[] {
  if (status === 405) return body === '' ? [] : ['a 405 with a body'];
  if (body === '') return ['it says nothing'];
  if (headers['content-type']?.startsWith('application/json')) return status === 401 ? [] : ['a refusal in JSON'];
  if (headers['content-type'] !== 'text/plain; charset=utf-8') return [`its type is ${headers['content-type']}`];
  return /^[^\r\n]{1,120}\n$/.test(body) ? [] : ['it is not one short line'];
}

function detailFaults({ headers, body }: RawAnswer): string[] {
  if (!headers['content-type']?.startsWith('application/json')) return [`its type is ${headers['content-type']}`];
  const { detail } = JSON.parse(body);
  if (typeof detail === 'string') return [];
  if (!Array.isArray(detail) || detail.length === 0) return ['no detail'];
  const isIssue = (issue: unknown) =>
    typeof issue === 'object' && issue !== null && Object.keys(issue).sort().join() === 'loc,msg,type';
  return detail.every(isIssue) ? [] : ['an issue without loc, msg and type'];
}
