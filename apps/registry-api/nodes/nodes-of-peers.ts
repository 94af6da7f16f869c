import { PageCursor } from '@app/infrastructure/http/cursor.js';
import { leadOn } from '@app/infrastructure/http/paging.js';
import type { ListNodes, NodeFilter, RegistryIdentity } from '@app/node-registry';
import type { NodeOfPeer, Peers } from '@app/peers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NodeInfo, type NodeListResponse, nodeInfo } from './node.dto.js';
import { MAX_PAGE, type NodePageQuery } from './node-list.dto.js';
import { readPage } from './node-list.js';

/** What lists nodes of this registry and of others. */
export interface NodeSources {
  readonly listNodes: ListNodes;
  readonly peers: Peers;
  readonly identity: RegistryIdentity;
}

interface Listing {
  readonly filter: NodeFilter;
  /** `all`, or the ID of a registry. */
  readonly origin: string;
  readonly page: NodePageQuery;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Nodes of peers come behind those of this registry; numbers of both stay far below. */
const PEERS_BEGIN = 2n ** 52n;

interface Listed {
  readonly key: bigint;
  readonly json: NodeInfo;
}

/** A page of the nodes of some registry, or of all, each with where it comes from. @throws InvalidCursor */
export async function answerNodesOf(
  sources: NodeSources,
  { filter, origin, page, request, reply }: Listing,
): Promise<NodeListResponse> {
  const { limit = MAX_PAGE } = page;
  const cursor = new PageCursor('nodes of', { ...filter, capabilities: [...filter.capabilities].sort(), origin });
  const slice = await readPage<Listed>({
    limit,
    after: cursor.decode(page.cursor),
    read: async (after = 0n, wanted) => {
      const own = await ownNodes(sources, { filter, origin }, after, wanted);
      return [...own, ...(await nodesOfPeers(sources, { filter, origin }, after, wanted - own.length))];
    },
    key: ({ key }) => key,
    texts: ({ json }) => json,
  });
  const next = leadOn(slice, { cursor, key: ({ key }) => key, link: { request, reply, limit } });
  return { nodes: slice.rows.map(({ json }) => json), next_cursor: next };
}

type Asked = Pick<Listing, 'filter' | 'origin'>;

async function ownNodes(
  { listNodes, identity }: NodeSources,
  { filter, origin }: Asked,
  after: bigint,
  limit: number,
): Promise<Listed[]> {
  const { registryId } = identity;
  if (after > PEERS_BEGIN || (origin !== 'all' && origin !== registryId)) return [];
  const nodes = await listNodes.execute({ filter, afterNumber: after, limit });
  return nodes.map((description) => ({
    key: description.node.number,
    json: { ...nodeInfo(description), origin: registryId, as_of: null, receiving_address: null, balance: null },
  }));
}

async function nodesOfPeers(
  { peers, identity }: NodeSources,
  { filter: { capabilities, status, minReputation }, origin }: Asked,
  after: bigint,
  limit: number,
): Promise<Listed[]> {
  if (limit === 0 || origin === identity.registryId) return [];
  const registryId = origin === 'all' ? undefined : origin;
  const afterNumber = after > PEERS_BEGIN ? after - PEERS_BEGIN : 0n;
  const nodes = await peers.nodes({ registryId, capabilities, status, minReputation }, afterNumber, limit);
  return nodes.map((node) => ({ key: PEERS_BEGIN + node.number, json: nodeOfPeerJson(node) }));
}

/** Whether a node answers is for its own registry to say; its wallet is not ours to vouch for. */
const HEALTH = { unknown: 'unknown', online: 'healthy', offline: 'unhealthy', inactive: 'unhealthy' } as const;

function nodeOfPeerJson(node: NodeOfPeer): NodeInfo {
  const { nodeId, address, capabilities, status, reputation, lastHeartbeat = null, receivingAddress = null } = node;
  return {
    node_id: nodeId,
    address,
    capabilities: [...capabilities],
    status,
    reputation,
    health: HEALTH[status],
    wallet_health: receivingAddress === null ? 'none' : 'unreconciled',
    last_heartbeat: lastHeartbeat,
    uptime: null,
    latency_ms: null,
    share_balance: node.balance !== undefined,
    created_at: node.since,
    origin: node.registryId,
    as_of: node.asOf,
    receiving_address: receivingAddress,
    balance: node.balance?.toString() ?? null,
  };
}
