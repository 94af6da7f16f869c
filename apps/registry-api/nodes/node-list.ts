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
  const nodes = await readNodes(listNodes, filter, nodeCursor.decode(cursor), limit);
  const next = leadOn(nodes, { cursor: nodeCursor, key: ({ node }) => node.number, link: { request, reply, limit } });
  return { nodes: nodes.rows.map(nodeInfo), next_cursor: next };
}

/** The routes below `/nodes/nodes` are the same ones under another name. */
function routeOf({ routeOptions }: FastifyRequest): string | undefined {
  return routeOptions.url?.replace(/^\/nodes\/nodes/, '/nodes');
}

/** Reads in portions: a node of many capabilities is a hundred times as large as others. */
async function readNodes(
  listNodes: ListNodes,
  filter: NodeFilter,
  afterNumber: bigint | undefined,
  limit: number,
): Promise<Slice<NodeDescription>> {
  const nodes: NodeDescription[] = [];
  let characters = 0;
  for (let portion = FIRST_PORTION, after = afterNumber; ; portion *= 3, after = nodes.at(-1)!.node.number) {
    const wanted = Math.min(portion, limit + 1 - nodes.length);
    const found = await listNodes.execute({ filter, afterNumber: after, limit: wanted });
    for (const node of found) {
      characters += charactersOf(node);
      if (characters > PAGE_CHARACTERS && nodes.length > 0) return { rows: nodes, hasMore: true };
      nodes.push(node);
    }
    if (found.length < wanted || nodes.length > limit) return sliceOf(nodes, limit);
  }
}

/** About what it takes when it is printed. */
function charactersOf({ node }: NodeDescription): number {
  const { address, capabilities } = node;
  return 400 + address.length + capabilities.reduce((total, name) => total + name.length + 3, 0);
}

export function filterOf({ capability, status, min_reputation: minReputation = 0 }: NodeFilterQuery): NodeFilter {
  return { ...ANY_NODE, capabilities: capability === undefined ? [] : [capability], status, minReputation };
}
