import type { KeyScope } from '@app/identity';
import type { ModeName } from '@app/kernel';
import { LEDGER_PATHS } from '../../apps/web/ledger/paths.js';
import { REGISTRY_PATHS } from '../../apps/web/registry/paths.js';
import type { Answer, Sent } from '../registry-api/support/registry-client.js';
import { reportFigures } from '../support/figures.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import {
  CALLERS,
  type CallerName,
  DOCS_RULES,
  LEDGER_ROUTES,
  type Outcome,
  outcomesOf,
  PAGE_RULES,
  REGISTRY_ROUTES,
  type RuleName,
  scopeOf,
} from './access-table.js';
import { AccessWorld, type Api } from './support/world.js';

const TABLES = { ledger: LEDGER_ROUTES, registry: REGISTRY_ROUTES };
/** Undoes what these do to the callers, so they come last. */
const LAST = [/^DELETE \/nodes/, / \/api\/v1\/auth\/logout$/];
const REFUSALS =
  /^(?:authentication required|invalid or expired token|administrators only|users only|not your wallet)\n$|^\{"detail":"(?:Authentication required|Invalid authentication credentials|Administrators only|Not authorized for this node)"\}$/;
/** One route, whose rights depend on what is asked for. */
const EVENTS: { query: string; rules: readonly [RuleName, RuleName] }[] = [
  { query: '', rules: ['guest', 'guest'] },
  { query: '?types=block.created,transaction.mined', rules: ['guest', 'guest'] },
  { query: '?types=zakat.deducted', rules: ['guest', 'administrator'] },
  { query: '?address=ADDRESS', rules: ['guest', 'owner'] },
  { query: '?address=ADDRESS&types=transaction.mined', rules: ['guest', 'owner'] },
];
const figures = { routes: 0, cells: 0, refused: 0, leaks: 0 };

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  await reportFigures('T21 authorization matrix', figures);
});

describe.each<ModeName>(['demo', 'production'])('in %s', (mode) => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await AccessWorld.open(mode, postgres);
  }, 120_000);
  afterAll(() => world?.close());
  const column = mode === 'demo' ? 0 : 1;

  it.each<Api>(['ledger', 'registry'])('the table has every route of the %s, and no other', (api) => {
    const served = world.routesOf(api).filter((route) => !isHead(route) && !isDocs(route) && !isPage(api, route));
    expect(served.sort()).toEqual(rowsOf(api).sort());
    expect(world.routesOf(api).some(isDocs)).toBe(DOCS_RULES[column] !== 'absent');
    expect(world.routesOf(api).some((route) => isPage(api, route))).toBe(PAGE_RULES[column] !== 'absent');
  });

  // Before the callers log out.
  it.each(EVENTS)('events of the ledger are told as $query asks to whom they belong', async ({ query, rules }) => {
    const expected = outcomesOf(rules[column]);
    const met = await Promise.all(
      CALLERS.map(async (caller) => {
        const path = `/api/v1/events${query.replace('ADDRESS', world.address)}`;
        return [caller, outcomeOf(await world.ask('ledger', caller, { method: 'GET', path }), 'pass')] as const;
      }),
    );
    expect(Object.fromEntries(met)).toEqual(expected);
  });

  it.each<Api>(['ledger', 'registry'])(
    'every caller meets on the %s what the table says',
    async (api) => {
      const surprises: string[] = [];
      for (const route of ordered(api)) {
        const rule = ruleOf(api, route, column);
        figures.routes++;
        for (const caller of CALLERS) {
          surprises.push(...(await surprise(api, route, rule, caller)));
          figures.cells++;
          if (outcomesOf(rule)[caller] !== 'pass') figures.refused++;
        }
      }
      figures.leaks += surprises.length;
      expect(surprises).toEqual([]);
    },
    300_000,
  );

  it.each([
    ['user A', ['read', 'send', 'requests', 'zakat', 'webhooks']],
    ['administrator', ['read', 'issue', 'zakat', 'webhooks', 'admin']],
  ] as const)(
    'a key of %s may what its holder may, where its scope is that of the route, and nothing elsewhere',
    async (holder, scopes) => {
      const keys = new Map<KeyScope, string>();
      for (const scope of scopes) keys.set(scope, await world.makeKey(holder, [scope]));
      const surprises: string[] = [];
      for (const route of ordered('ledger')) {
        const rule = ruleOf('ledger', route, column);
        if (rule === 'open' || rule === 'absent') continue;
        const needed = scopeOf(route);
        for (const [scope, key] of keys) {
          const answer = await world.askWith(key, requestTo(route, world));
          const refusal =
            needed === undefined ? 'API keys may not use this route' : `this key lacks the scope ${needed}`;
          const isRefused = answer.status === 403 && answer.text === `${refusal}\n`;
          const met = isRefused ? 'out of scope' : outcomeOf(answer, outcomesOf(rule)[holder]);
          const due = scope === needed ? outcomesOf(rule)[holder] : 'out of scope';
          if (met !== due)
            surprises.push(`${route}: a key for ${scope} met ${met} where ${due} is due: ${answer.text}`);
        }
      }
      expect(surprises).toEqual([]);
    },
    300_000,
  );

  if (mode === 'production') {
    it('a table that said otherwise would be found out', async () => {
      expect(await surprise('ledger', 'GET /api/v1/logs/system', 'open', 'nobody')).toHaveLength(1);
      expect(await surprise('ledger', 'GET /api/v1/logs/system', 'owner', 'user A')).toHaveLength(1);
      expect(await surprise('ledger', 'GET /api/v1/blocks', 'administrator', 'nobody')).toHaveLength(1);
      expect(await surprise('registry', 'POST /nodes/reputation', 'that node', 'node A')).toHaveLength(1);
    });
  }

  /** What is wrong with an answer, in a line, or nothing. */
  async function surprise(api: Api, route: string, rule: RuleName, caller: CallerName): Promise<string[]> {
    const expected = outcomesOf(rule)[caller];
    const answer = await world.ask(api, caller, requestTo(route, world));
    const met = outcomeOf(answer, expected);
    if (met === 'pass' && route.startsWith('DELETE ')) await world.reviveNode();
    if (met === expected && (met === '401' || met === '403' ? isPlainRefusal(answer) : answer.status < 500)) return [];
    return [`${route}: ${caller} met ${answer.status} where ${expected} is due: ${answer.text.slice(0, 100)}`];
  }

  function ordered(api: Api): string[] {
    const rows = [...rowsOf(api), 'GET /docs', 'GET /docs/openapi.json', ...pagesOf(api)];
    const isLast = (route: string) => LAST.some((pattern) => pattern.test(route));
    return [...rows.filter((route) => !isLast(route)), ...rows.filter(isLast)];
  }
});

const PAGES: Record<Api, readonly string[]> = { ledger: LEDGER_PATHS, registry: REGISTRY_PATHS };

const rowsOf = (api: Api) => Object.keys(TABLES[api]);
/** Beside `/`. Of the assets none has this name. */
const pagesOf = (api: Api) => [
  ...PAGES[api].filter((path) => path !== '/').map((path) => `GET ${path}`),
  'GET /assets/:file',
];
const isPage = (api: Api, route: string) => pagesOf(api).includes(route);
const isHead = (route: string) => route.startsWith('HEAD ');
const isDocs = (route: string) => /^[A-Z]+ \/docs(?:[/-]|$)/.test(route);

function ruleOf(api: Api, route: string, column: 0 | 1): RuleName {
  if (isDocs(route)) return DOCS_RULES[column];
  return isPage(api, route) ? PAGE_RULES[column] : TABLES[api][route]![column];
}

function outcomeOf({ status }: Answer, expected: Outcome): Outcome {
  if (status === 401 || status === 403) return `${status}`;
  return status === 404 && expected === '404' ? '404' : 'pass';
}

/** Says why and nothing else, and, to whom it does not know, how to do better. */
function isPlainRefusal({ status, text, headers }: Answer): boolean {
  return REFUSALS.test(text) && (status === 403 || headers['www-authenticate'] !== undefined);
}

/** About user A's wallet and node A; what the route wants beyond that is mostly left out, so that nothing happens. */
function requestTo(route: string, { address, nodeId }: AccessWorld): Sent {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace(':address', address)
    .replace(':node_id', nodeId)
    .replace(':index', 'tip')
    .replace(':period', '1448')
    .replace(':capability', 'compute')
    .replace(':id', '0'.repeat(64));
  if (method === 'GET' || method === 'DELETE') return { method, path };
  const registration = { address: '10.0.0.7:9000', capabilities: [] };
  const fields = { node_id: nodeId, ...(pattern.endsWith('/register') && registration) };
  return { method, path, body: JSON.stringify(fields) };
}
