import type { Connection } from './connection.js';
import type { CallOptions, Operation } from './operation.js';
import { type Page, pagesOf } from './pages.js';
import { itemsOf, type Performed, perform } from './perform.js';
import type { Fields } from './prepare-request.js';

const PAGE_LIMIT = 100;

type HeadersOf = Performed['headers'];
type AnyCall = Fields & CallOptions;

/** An object with a method for each operation of a table. Its type says what the table does not. */
export function methodsOf<Methods>(connection: Connection, operations: Readonly<Record<keyof Methods, Operation>>) {
  const methods = Object.entries<Operation>(operations).map(([name, operation]) => {
    const load = (call: AnyCall) => perform(connection, name, operation, call);
    const method = async (call: AnyCall = {}) => resultOf(operation, await load(call));
    return [name, operation.items === undefined ? method : listOf(operation, operation.items, load)] as const;
  });
  return Object.fromEntries(methods) as Methods;
}

/** Headers that carry facts join the body. */
function resultOf({ facts = {} }: Operation, { body, headers }: Performed): unknown {
  const found = Object.entries(facts).map(([name, header]) => [name, factOf(header, headers)] as const);
  return found.length === 0 ? body : { ...(body as object), ...Object.fromEntries(found) };
}

/** Headers that say `true`, or are not there. */
const FLAGS = new Set(['Idempotency-Replayed', 'X-Mined-Before']);

function factOf(header: string, headers: HeadersOf): unknown {
  if (header === 'Link') return nextCursorOf(headers);
  const text = headers.get(header);
  return FLAGS.has(header) ? text === 'true' : (text ?? undefined);
}

/** Without a limit some lists would come in one piece, whatever their length. */
function listOf({ query = [] }: Operation, items: string, load: (call: AnyCall) => Promise<Performed>) {
  const limits = query.includes('limit') ? { limit: PAGE_LIMIT } : {};
  return (call: AnyCall = {}) => {
    const loadPage = async (cursor: string | undefined): Promise<Page<unknown>> => {
      const { body, headers } = await load({ ...limits, ...call, cursor });
      const { next_cursor: next } = body as { next_cursor?: unknown };
      return {
        items: itemsOf(body, items) as unknown[],
        nextCursor: typeof next === 'string' ? next : nextCursorOf(headers),
      };
    };
    return pagesOf(loadPage, call.cursor as string | undefined);
  };
}

/** RFC 8288, as both APIs write it: a relative reference whose query has the cursor. */
function nextCursorOf(headers: HeadersOf): string | undefined {
  const [, reference] = /<([^>]*)>;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  if (reference === undefined) return undefined;
  return new URL(reference, 'http://relative.invalid').searchParams.get('cursor') ?? undefined;
}
