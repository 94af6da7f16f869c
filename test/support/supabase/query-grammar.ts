/** The part of PostgREST's query grammar that postgrest-js emits for reading a table or view. */
export interface TableQuery {
  /** Column names, or `*`. */
  readonly select: readonly string[];
  readonly filters: readonly Filter[];
  readonly order: readonly { column: string; descending: boolean; nulls: 'first' | 'last' | undefined }[];
  readonly limit: number | undefined;
  readonly offset: number;
}

export interface Filter {
  readonly column: string;
  readonly negated: boolean;
  readonly operator: keyof typeof OPERATORS | 'in' | 'is';
  /** What the caller meant, with PostgREST's quotes taken off. */
  readonly values: readonly string[];
}

export const OPERATORS = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=', like: 'LIKE', ilike: 'ILIKE' };

/** PGRST100: what does not parse is refused, as PostgREST does. */
export class QueryNotUnderstood extends Error {}

export function parseTableQuery(parameters: URLSearchParams): TableQuery {
  const filters: Filter[] = [];
  for (const [name, value] of parameters) {
    if (!['select', 'order', 'limit', 'offset'].includes(name)) filters.push(parseFilter(name, value));
  }
  return {
    select: (parameters.get('select') ?? '*').split(',').map((name) => (name === '*' ? name : columnName(name))),
    filters,
    order: (parameters.get('order') ?? '').split(',').filter(Boolean).map(parseOrder),
    limit: parameters.has('limit') ? wholeNumber(parameters.get('limit')!) : undefined,
    offset: wholeNumber(parameters.get('offset') ?? '0'),
  };
}

/** A value of `eq` and its like is everything behind the dot; only lists and logic know quotes. */
function parseFilter(column: string, text: string): Filter {
  const negated = text.startsWith('not.');
  const rest = negated ? text.slice(4) : text;
  const dot = rest.indexOf('.');
  const operator = rest.slice(0, dot) as Filter['operator'];
  const value = rest.slice(dot + 1);
  if (dot < 0 || !(operator in OPERATORS || operator === 'in' || operator === 'is')) throw new QueryNotUnderstood(text);
  const values = operator === 'in' ? parseList(value) : [value];
  return { column: columnName(column), negated, operator, values };
}

function parseList(text: string): string[] {
  if (!text.startsWith('(') || !text.endsWith(')')) throw new QueryNotUnderstood(text);
  const values: string[] = [];
  let rest = text.slice(1, -1);
  while (rest !== '') {
    const [whole, quoted, plain] = /^(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:,|$)/s.exec(rest) ?? [];
    if (whole === undefined || whole === '') throw new QueryNotUnderstood(text);
    values.push(quoted === undefined ? plain! : quoted.replace(/\\(.)/gs, '$1'));
    rest = rest.slice(whole.length);
  }
  return values;
}

function parseOrder(text: string): TableQuery['order'][number] {
  const [name, ...words] = text.split('.');
  const nulls = words.includes('nullsfirst') ? 'first' : words.includes('nullslast') ? 'last' : undefined;
  return { column: columnName(name!), descending: words.includes('desc'), nulls };
}

function columnName(text: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(text)) throw new QueryNotUnderstood(text);
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new QueryNotUnderstood(text);
  return Number(text);
}
