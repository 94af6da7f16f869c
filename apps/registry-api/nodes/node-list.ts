import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import { type Slice, sliceOf } from '@app/kernel';
import { ListNodes, type NodeDescription, type NodeFilter } from '@app/node-registry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NodeListResponse, nodeInfo } from './node.dto.js';
import { MAX_PAGE, type NodeFilterQuery, type NodePageQuery } from './node-list.dto.js';

/** A page ends where it would be longer. */
const PAGE_CHARACTERS = 2 ** 20;
/** Nodes that are read at first; each portion is three times the one before. */
const FIRST_PORTION = 100;

/** Every node in service: the filter to begin with. */
export const ANY_NODE: NodeFilter = { capabilities: [], matchAny: false, status: undefined, minReputation: 0 };

interface Listing {
  page: NodePageQuery;
  request: FastifyRequest;
  reply: FastifyReply;
}

/**
 * A page of the nodes that pass `filter`, in the order of their registration, up to 1000 or about 1 MB; a `Link` header leads on.
 * @throws InvalidCursor
 */
export async function answerNodes(
  listNodes: ListNodes,
  filter: NodeFilter,
  { page: { limit = MAX_PAGE, cursor }, request, reply }: Listing,
): Promise<NodeListResponse> {
  const nodeCursor = new PageCursor('nodes', {
    ...filter,
    capabilities: [...filter.capabilities].sort(),
    route: routeOf(request),
  });
  const nodes = await readPage<NodeDescription>({
    limit,
    after: nodeCursor.decode(cursor),
    read: (afterNumber, wanted) => listNodes.execute({ filter, afterNumber, limit: wanted }),
    key: ({ node }) => node.number,
    texts: ({ node }) => node,
  });
  const next = leadOn(nodes, { cursor: nodeCursor, key: ({ node }) => node.number, link: { request, reply, limit } });
  return { nodes: nodes.rows.map(nodeInfo), next_cursor: next };
}

/** The routes below `/nodes/nodes` are the same ones under another name. */
function routeOf({ routeOptions }: FastifyRequest): string | undefined {
  return routeOptions.url?.replace(/^\/nodes\/nodes/, '/nodes');
}

/** What makes a node long when it is printed. */
interface NodeTexts {
  readonly address: string;
  readonly capabilities: readonly string[];
}

/** Where the rows of a page of nodes come from. */
interface PageSource<Row> {
  readonly limit: number;
  /** Key of the last row of the page before. */
  readonly after: bigint | undefined;
  read(after: bigint | undefined, limit: number): Promise<Row[]>;
  key(row: Row): bigint;
  texts(row: Row): NodeTexts;
}

/** Reads in portions, up to about 1 MB: a node of many capabilities is a hundred times as large as others. */
export async function readPage<Row>({ limit, after, read, key, texts }: PageSource<Row>): Promise<Slice<Row>> {
  const rows: Row[] = [];
  let characters = 0;
  for (let portion = FIRST_PORTION, last = after; ; portion *= 3, last = key(rows.at(-1)!)) {
    const wanted = Math.min(portion, limit + 1 - rows.length);
    const found = await read(last, wanted);
    for (const row of found) {
      characters += charactersOf(texts(row));
      if (characters > PAGE_CHARACTERS && rows.length > 0) return { rows, hasMore: true };
      rows.push(row);
    }
    if (found.length < wanted || rows.length > limit) return sliceOf(rows, limit);
  }
}

/** About what it takes when it is printed. */
function charactersOf({ address, capabilities }: NodeTexts): number {
  return 400 + address.length + capabilities.reduce((total, name) => total + name.length + 3, 0);
}

export function filterOf({ capability, status, min_reputation: minReputation = 0 }: NodeFilterQuery): NodeFilter {
  return { ...ANY_NODE, capabilities: capability === undefined ? [] : [capability], status, minReputation };
}
