import { QueryNotUnderstood } from './query-grammar.js';

/** An answer of PostgREST's or the gateway's own, without the database. */
export class HttpFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
    readonly details: string | null = null,
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}

export function noSuchFunction(name: string, parameters: readonly string[]): HttpFailure {
  const call = `public.${name}(${[...parameters].sort().join(', ')})`;
  return new HttpFailure(
    404,
    'PGRST202',
    `Could not find the function ${call} in the schema cache`,
    `Searched for the function ${call} with ${parameters.length} parameters, but no matches were found in the schema cache.`,
  );
}

export function noSuchTable(name: string): HttpFailure {
  return new HttpFailure(404, 'PGRST205', `Could not find the table 'public.${name}' in the schema cache`);
}

/** PostgREST's table of SQLSTATEs and statuses, as far as it matters here. */
const STATUS: readonly (readonly [RegExp, number])[] = [
  [/^23503$|^23505$/, 409],
  [/^25006$/, 405],
  [/^42501$/, 403],
  [/^42883$|^42P01$/, 404],
  [/^(08|53|57P0)/, 503],
  [/^(09|25|40|54|55|57|58|F0|HV|P0|XX)/, 500],
];

export function answerOfFailure(error: unknown): { status: number; headers: Record<string, string>; text: string } {
  if (error instanceof HttpFailure) {
    const { status, code, message, details, hint } = error;
    return { status, headers: {}, text: JSON.stringify(code ? { code, details, hint, message } : { message }) };
  }
  if (error instanceof QueryNotUnderstood) {
    return { status: 400, headers: {}, text: JSON.stringify({ code: 'PGRST100', message: 'failed to parse filter' }) };
  }
  const { code = '', message = '', detail = null, hint = null } = error as Record<string, string | null>;
  if (!/^[0-9A-Z]{5}$/.test(code!)) {
    const text = JSON.stringify({ code: 'PGRST001', details: null, hint: null, message: 'Database client error.' });
    return { status: 503, headers: {}, text };
  }
  const status = STATUS.find(([codes]) => codes.test(code!))?.[1] ?? 400;
  return { status, headers: {}, text: JSON.stringify({ code, details: detail, hint, message }) };
}
