import { CursorFormat } from '@app/infrastructure/http/cursor.js';
import { cutPage, nextPageLink } from '@app/infrastructure/http/paging.js';
import { QueryFields } from '@app/infrastructure/http/query-fields.js';
import { isCapability, ListNodes, NODE_STATES, type NodeDescription, type NodeFilter } from '@app/node-registry';
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NodeListResponse, nodeInfo } from './node.dto.js';

const nodeCursors = new CursorFormat('nodes', ['integer']);
const MAX_PAGE = 1000;
/** A page ends where it would be longer. */
const PAGE_CHARACTERS = 2 ** 20;
/** Nodes that are read at first; each portion is three times the one before. */
const FIRST_PORTION = 100;

/** Every node in service: the filter to begin with. */
export const ANY_NODE: NodeFilter = { capabilities: [], matchAny: false, status: undefined, minReputation: 0 };

/** Documents `limit` and `cursor`, which {@link answerNodes} reads. */
export function PagedNodes(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE },
      description: 'At most this many; a page ends earlier where it would pass about 1 MB',
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      schema: { type: 'string' },
      description: '`next_cursor` of the page before, with the same filters',
    }),
  );
}

/**
 * A page of the nodes that pass `filter`, in the order of their registration, up to 1000 or about 1 MB; a `Link` header leads on.
 * @throws ValidationFailed, InvalidCursor
 */
export async function answerNodes(
  listNodes: ListNodes,
  filter: NodeFilter,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<NodeListResponse> {
  const fields = new QueryFields(request.query);
  const limit = fields.integer('limit', { min: 1, max: MAX_PAGE }) ?? MAX_PAGE;
  const cursor = fields.string('cursor');
  fields.orList();
  const nodeCursor = nodeCursors.of({
    ...filter,
    capabilities: [...filter.capabilities].sort(),
    route: routeOf(request),
  });
  const afterNumber = cursor === undefined ? undefined : nodeCursor.decode(cursor)[0];
  const { page, last } = await readNodes(listNodes, filter, afterNumber, limit);
  const next = last === undefined ? null : nodeCursor.encode([last.node.number]);
  if (next !== null) reply.header('Link', nextPageLink(request.url, { limit, cursor: next }));
  return { nodes: page.map(nodeInfo), next_cursor: next };
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
): Promise<{ page: readonly NodeDescription[]; last: NodeDescription | undefined }> {
  const nodes: NodeDescription[] = [];
  let characters = 0;
  for (let portion = FIRST_PORTION, after = afterNumber; ; portion *= 3, after = nodes.at(-1)!.node.number) {
    const wanted = Math.min(portion, limit + 1 - nodes.length);
    const found = await listNodes.execute({ filter, afterNumber: after, limit: wanted });
    for (const node of found) {
      characters += charactersOf(node);
      if (characters > PAGE_CHARACTERS && nodes.length > 0) return { page: nodes, last: nodes.at(-1) };
      nodes.push(node);
    }
    if (found.length < wanted || nodes.length > limit) return cutPage(nodes, limit);
  }
}

/** About what it takes when it is printed. */
function charactersOf({ node }: NodeDescription): number {
  const { address, capabilities } = node;
  return 400 + address.length + capabilities.reduce((total, name) => total + name.length + 3, 0);
}

/** @throws ValidationFailed */
export function readNodeFilter(query: unknown): NodeFilter {
  const fields = new QueryFields(query);
  const capability = fields.string('capability');
  if (capability !== undefined && !isCapability(capability)) {
    fields.reportField('capability', {
      msg: 'Capability names are 1 to 64 characters of A-Z a-z 0-9 _ -',
      type: 'string_pattern_mismatch',
    });
  }
  const status = fields.oneOf('status', NODE_STATES);
  const minReputation = fields.integer('min_reputation', { min: 0, max: 100 }) ?? 0;
  fields.orList();
  const capabilities = capability !== undefined && isCapability(capability) ? [capability] : [];
  return { ...ANY_NODE, capabilities, status, minReputation };
}
