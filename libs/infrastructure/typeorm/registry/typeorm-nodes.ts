import { actFor } from '@app/infrastructure/audit/record-act.js';
import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  BadCredentials,
  type Capability,
  type CapabilityCount,
  eventsOfRevision,
  isOnlineAfter,
  type NewCredential,
  type NewNode,
  type Node,
  NodeAlreadyRegistered,
  type NodeId,
  NodeNotFound,
  type NodePageQuery,
  type NodeRevision,
  type NodeState,
  Nodes,
  nodeOffline,
  nodeRegistered,
  PublicKeyConflict,
} from '@app/node-registry';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database.js';
import { NodeEntity } from './entities/node.entity.js';
import { NodeCredentialEntity, NodePublicKeyEntity } from './entities/node-key.entity.js';
import { addCapabilities, removeCapabilities } from './node-capability-rows.js';
import { NODE_COLUMNS, type NodeRow, nodeOf, STATUS_CONDITIONS } from './node-rows.js';
import { refuseOverLimit } from './refuse-over-limit.js';
import { claimNonce } from './sql-nonces.js';
import { tellEvents } from './tell-events.js';

/**
 * Registrations go through entities. A node is read, listed and heard in SQL: an entity adds a sixth of a millisecond to each
 * node that is read, which is more than a tenth of the answer.
 */
export class TypeormNodes extends Nodes {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(node: NewNode): Promise<void> {
    try {
      await this.database.transaction(async (query, manager) => {
        if (node.admission) await refuseOverLimit(query, node.admission, node.createdAtMs);
        const { nodeId, address, createdAtMs, admission, sharesBalance = false } = node;
        const row = {
          nodeId,
          address,
          createdAtMs,
          sharesBalance,
          registeredFrom: admission && Buffer.from(admission.network),
        };
        const added = manager.createQueryBuilder().insert().into(NodeEntity).values(row).orIgnore();
        const { raw } = await added.returning('number').execute();
        if (raw.length === 0) throw new NodeAlreadyRegistered(nodeId);
        await addCapabilities(manager, nodeId, node.capabilities);
        await insertCredential(manager, nodeId, node.credential);
        if (node.proof && !(await claimNonce(query, node.proof, node.createdAtMs))) throw new BadCredentials();
        await tellEvents(query, [nodeRegistered({ ...node, reputation: 0 }, false)]);
      });
    } catch (cause) {
      if (cause instanceof ConstraintViolated && cause.constraint === 'node_public_keys_key')
        throw new PublicKeyConflict();
      throw cause;
    }
  }

  override find(nodeId: NodeId): Promise<Node | undefined> {
    return readNode(this.database.query, nodeId);
  }

  override async page({ filter, onlineSinceMs, afterNumber = 0n, limit }: NodePageQuery): Promise<Node[]> {
    const status = filter.status ? STATUS_CONDITIONS[filter.status] : 'n.deregistered_at IS NULL';
    const rows = await this.database.query<NodeRow>(
      `SELECT ${NODE_COLUMNS} FROM nodes n
       WHERE n.number > $2 AND n.reputation >= $3 AND ${status} AND $1::timestamptz IS NOT NULL
         AND (SELECT count(*) FROM node_capabilities c WHERE c.node_id = n.node_id AND c.capability = ANY ($4::text[])) >= $5
       ORDER BY n.number LIMIT $6`,
      [
        new Date(onlineSinceMs),
        afterNumber,
        filter.minReputation,
        filter.capabilities,
        leastMatches(filter.capabilities, filter.matchAny),
        limit,
      ],
    );
    return rows.map(nodeOf);
  }

  override revise(
    nodeId: NodeId,
    revise: (node: Node) => NodeRevision,
    actor?: string,
  ): Promise<{ before: Node; after: Node }> {
    return this.database.transaction(async (query, manager) => {
      if (actor !== undefined) await actFor(query, actor);
      const [locked] = await query<{ told_online: boolean }>(
        'SELECT told_online FROM nodes WHERE node_id = $1 FOR UPDATE',
        [nodeId],
      );
      if (!locked) throw new NodeNotFound(nodeId);
      // A statement of its own: one that waited for the lock would still see the capabilities of before the wait.
      const before = (await readNode(query, nodeId))!;
      const revision = revise(before);
      const after = { ...before, ...revision };
      const wasOnline = locked.told_online;
      if (Object.keys(revision).length > 0) await updateNode(query, after, isOnlineAfter(before, after, wasOnline));
      if (revision.capabilities) {
        await removeCapabilities(manager, nodeId, without(before.capabilities, after.capabilities));
        await addCapabilities(manager, nodeId, without(after.capabilities, before.capabilities));
      }
      // A node that returns brings back the capability of its wallet.
      const told = before.deregistration && !after.deregistration ? (await readNode(query, nodeId))! : after;
      await tellEvents(query, eventsOfRevision(before, told, wasOnline));
      return { before, after };
    });
  }

  override async noteSilence(onlineSinceMs: number): Promise<void> {
    for (let noted = SILENT_AT_ONCE; noted === SILENT_AT_ONCE; ) {
      noted = await this.database.transaction(async (query) => {
        const silent = await query<{ node_id: NodeId; last_heartbeat: Date }>(NOTE_SILENCE, [new Date(onlineSinceMs)]);
        const events = silent.map((row) => nodeOffline(row.node_id, row.last_heartbeat.getTime()));
        await tellEvents(query, events);
        return silent.length;
      });
    }
  }

  override async countCapabilities(): Promise<{ nodes: number; capabilities: CapabilityCount[] }> {
    const rows = await this.database.query<{ capability: string | null; nodes: string }>(
      `SELECT capability, nodes FROM (
         SELECT c.capability, count(*) AS nodes FROM nodes n JOIN node_capabilities c USING (node_id)
         WHERE n.deregistered_at IS NULL GROUP BY c.capability
         UNION ALL SELECT NULL, count(*) FROM nodes WHERE deregistered_at IS NULL
       ) counts ORDER BY capability COLLATE "C" NULLS FIRST`,
    );
    const [total, ...counts] = rows;
    const capabilities = counts.map((row) => ({ capability: row.capability as Capability, nodes: Number(row.nodes) }));
    return { nodes: Number(total!.nodes), capabilities };
  }

  override async countByStatus(onlineSinceMs: number): Promise<Record<NodeState, number>> {
    const counts = Object.entries(STATUS_CONDITIONS).map(
      ([status, condition]) => `count(*) FILTER (WHERE ${condition}) AS ${status}`,
    );
    const [row] = await this.database.query<Record<NodeState, string>>(
      `SELECT ${counts.join(', ')} FROM nodes n WHERE $1::timestamptz IS NOT NULL`,
      [new Date(onlineSinceMs)],
    );
    const { online, offline, unknown, inactive } = row!;
    return {
      online: Number(online),
      offline: Number(offline),
      unknown: Number(unknown),
      inactive: Number(inactive),
    };
  }
}

const SILENT_AT_ONCE = 1000;
/** Another process may be noting the same nodes. */
const NOTE_SILENCE = `
UPDATE nodes SET told_online = false WHERE node_id IN (
  SELECT node_id FROM nodes WHERE told_online AND last_heartbeat < $1 ORDER BY last_heartbeat LIMIT ${SILENT_AT_ONCE}
  FOR UPDATE SKIP LOCKED)
RETURNING node_id, last_heartbeat`;

/** How many of the asked capabilities a node needs to have. */
function leastMatches(capabilities: readonly Capability[], matchAny: boolean): number {
  const distinct = new Set(capabilities).size;
  return matchAny ? Math.min(1, distinct) : distinct;
}

async function insertCredential(manager: EntityManager, nodeId: NodeId, credential: NewCredential): Promise<void> {
  if (credential.kind === 'public-key') {
    const { scheme, hex: publicKeyHex } = credential.publicKey;
    await manager.insert(NodePublicKeyEntity, { publicKeyHex, nodeId });
    await manager.insert(NodeCredentialEntity, { nodeId, scheme, publicKeyHex });
    return;
  }
  const sealedSecret = Buffer.from(credential.sealedSecret);
  await manager.insert(NodeCredentialEntity, { nodeId, scheme: 'hmac', sealedSecret });
}

async function readNode(query: SqlQuery, nodeId: NodeId): Promise<Node | undefined> {
  const [row] = await query<NodeRow>(`SELECT ${NODE_COLUMNS} FROM nodes n WHERE n.node_id = $1`, [nodeId]);
  return row && nodeOf(row);
}

async function updateNode(
  query: SqlQuery,
  { nodeId, address, heartbeat, deregistration, sharesBalance }: Node,
  isOnline: boolean,
): Promise<void> {
  await query(
    `UPDATE nodes SET address = $2, heartbeat_sequence = $3, last_heartbeat = $4, uptime = $5, latency_ms = $6,
       deregistered_at = $7, deregistered_by = $8, told_online = $9, share_balance = $10 WHERE node_id = $1`,
    [
      nodeId,
      address,
      heartbeat?.sequence ?? null,
      heartbeat ? new Date(heartbeat.receivedAtMs) : null,
      heartbeat?.uptime ?? null,
      heartbeat?.latencyMs ?? null,
      deregistration ? new Date(deregistration.atMs) : null,
      deregistration ? (deregistration.byAdministrator ? 'administrator' : 'node') : null,
      isOnline,
      sharesBalance,
    ],
  );
}

function without(capabilities: readonly Capability[], others: readonly Capability[]): Capability[] {
  return capabilities.filter((capability) => !others.includes(capability));
}
