import { recordAct } from '@app/infrastructure/audit/record-act.js';
import { ConstraintViolated } from '@app/infrastructure/sql/database.errors.js';
import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import {
  isAtHome,
  type KnownPeer,
  type NodeOfPeer,
  type Peer,
  PeerDishonest,
  type PeerIdentity,
  PeerIsConfigured,
  type PeerNodeFilter,
  PeerNotFound,
  Peers,
  TooManyPeers,
  type VerifiedPart,
} from '@app/peers';
import type { Database } from '../database.js';
import { NODE_COLUMNS, type NodeRow, nodeOfPeer, PEER_COLUMNS, type PeerRow, peerOf } from './peer-rows.js';
import { takeNodes } from './take-peer-nodes.js';

const MOST_PEERS = 100;
const MAX_ERROR_LENGTH = 500;

/** In SQL: claims, and parts of logs, are sets. */
export class SqlPeers extends Peers {
  constructor(private readonly database: Database) {
    super();
  }

  override async all(): Promise<Peer[]> {
    const rows = await this.database.query<PeerRow>(`SELECT ${PEER_COLUMNS} FROM peers ORDER BY added_at, url`);
    return rows.map(peerOf);
  }

  override add({ url, publicKey }: { url: string; publicKey: string | undefined }, actor: string): Promise<Peer> {
    return this.database.transaction(async (query) => {
      // One at a time, so that they are counted.
      await query('LOCK TABLE peers IN SHARE ROW EXCLUSIVE MODE');
      const before = await findPeer(query, url);
      if (before && before.state !== 'refused') {
        await query('UPDATE peers SET added = true WHERE url = $1', [url]);
        return before;
      }
      const [{ count } = { count: 0 }] = await query<{ count: number }>('SELECT count(*)::integer AS count FROM peers');
      if (!before && count >= MOST_PEERS) throw new TooManyPeers(MOST_PEERS);
      await query('DELETE FROM peers WHERE url = $1', [url]);
      await query(`INSERT INTO peers (url, configured, added, public_key) VALUES ($1, $2, NOT $2, decode($3, 'hex'))`, [
        url,
        before?.isConfigured ?? false,
        publicKey,
      ]);
      await recordAct(query, { actor, action: 'peer_added', subject: url, details: publicKey ? { publicKey } : {} });
      return (await findPeer(query, url))!;
    });
  }

  override remove(url: string, actor: string): Promise<void> {
    return this.database.transaction(async (query) => {
      const peer = await findPeer(query, url);
      if (!peer) throw new PeerNotFound(url);
      if (peer.isConfigured) throw new PeerIsConfigured(url);
      await query('DELETE FROM peers WHERE url = $1', [url]);
      const details: Record<string, string> = peer.registryId ? { registryId: peer.registryId } : {};
      await recordAct(query, { actor, action: 'peer_removed', subject: url, details });
    });
  }

  override configure(urls: readonly string[]): Promise<void> {
    return this.database.transaction(async (query) => {
      await query('DELETE FROM peers WHERE configured AND NOT added AND NOT url = ANY ($1::text[])', [urls]);
      await query('UPDATE peers SET configured = url = ANY ($1::text[]) WHERE configured <> (url = ANY ($1::text[]))', [
        urls,
      ]);
      await query(
        `INSERT INTO peers (url, configured, added) SELECT url, true, false FROM unnest($1::text[]) AS named(url)
         ON CONFLICT (url) DO NOTHING`,
        [urls],
      );
    });
  }

  override async claim(areFailing: boolean, limit: number, forMs: number): Promise<Peer[]> {
    const rows = await this.database.query<PeerRow>(
      `UPDATE peers SET due_at = now() + make_interval(secs => $2::double precision / 1000)
       WHERE url IN (SELECT url FROM peers WHERE state <> 'refused' AND due_at <= now() AND (failures > 0) = $3
                     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${PEER_COLUMNS}`,
      [limit, forMs, areFailing],
    );
    return rows.map(peerOf);
  }

  override pin(url: string, identity: PeerIdentity): Promise<void> {
    const { registryId, publicKey, name } = identity;
    return this.database.transaction(async (query) => {
      if (isAtHome(url, identity)) await endDoubles(query, url, registryId);
      try {
        await query(
          `UPDATE peers SET registry_id = $2, public_key = decode($3, 'hex'), name = $4, state = 'following'
           WHERE url = $1 AND state = 'new'`,
          [url, registryId, publicKey, name],
        );
      } catch (cause) {
        if (cause instanceof ConstraintViolated && cause.constraint === 'peers_registry_id_key')
          throw new PeerDishonest('it is the registry that is followed at another address already');
        throw cause;
      }
    });
  }

  override take(peer: KnownPeer, { events, end, cursor, hasMore }: VerifiedPart, dueInMs: number): Promise<void> {
    return this.database.transaction(async (query) => {
      const taken = await query(
        `UPDATE peers SET place = $3, hash = decode($4, 'hex'), cursor = coalesce($5, cursor), failures = 0,
           last_error = NULL, last_error_at = NULL, last_event_at = coalesce($6::timestamptz, last_event_at),
           reached_end_at = CASE WHEN $7 THEN reached_end_at ELSE now() END, last_seen_at = now(),
           due_at = now() + make_interval(secs => $8::double precision / 1000)
         WHERE url = $1 AND registry_id = $9 AND state = 'following' AND place = $2 RETURNING 1`,
        [
          peer.url,
          peer.position?.place ?? 0,
          end?.place ?? 0,
          end?.hash ?? null,
          cursor ?? null,
          events.at(-1)?.time ?? null,
          hasMore,
          dueInMs,
          peer.registryId,
        ],
      );
      if (taken.length > 0) await takeNodes(query, peer.registryId, events);
    });
  }

  override async release({ url, position }: Peer): Promise<void> {
    await this.database.query('UPDATE peers SET due_at = now() WHERE url = $1 AND place = $2', [
      url,
      position?.place ?? 0,
    ]);
  }

  override async noteFailure(peer: Peer, reason: string, dueInMs: number): Promise<void> {
    await this.database.query(
      `UPDATE peers SET failures = failures + 1, last_error = $2, last_error_at = now(),
         due_at = now() + make_interval(secs => $3::double precision / 1000)
       WHERE url = $1 AND state <> 'refused' AND place = $4`,
      [peer.url, reason.slice(0, MAX_ERROR_LENGTH), dueInMs, peer.position?.place ?? 0],
    );
  }

  override async refuse(peer: Peer, reason: string): Promise<void> {
    await this.database.query(
      `UPDATE peers SET state = 'refused', last_error = $2, last_error_at = now() WHERE url = $1 AND place = $3`,
      [peer.url, reason.slice(0, MAX_ERROR_LENGTH), peer.position?.place ?? 0],
    );
  }

  override async nodes(filter: PeerNodeFilter, afterNumber: bigint, limit: number): Promise<NodeOfPeer[]> {
    const { registryId, capabilities, status, minReputation } = filter;
    const rows = await this.database.query<NodeRow>(
      `SELECT ${NODE_COLUMNS} FROM peer_nodes
       WHERE number > $1 AND ($2::text IS NULL OR registry_id = $2) AND capabilities @> $3::text[]
         AND CASE WHEN $4::text IS NULL THEN status <> 'inactive' ELSE status = $4 END AND reputation >= $5
       ORDER BY number LIMIT $6`,
      [afterNumber, registryId ?? null, capabilities, status ?? null, minReputation, limit],
    );
    return rows.map(nodeOfPeer);
  }
}

async function findPeer(query: SqlQuery, url: string): Promise<Peer | undefined> {
  const [row] = await query<PeerRow>(`SELECT ${PEER_COLUMNS} FROM peers WHERE url = $1`, [url]);
  return row && peerOf(row);
}

/** What was learnt at the other address is learnt anew at the right one. */
async function endDoubles(query: SqlQuery, url: string, registryId: string): Promise<void> {
  const [double] = await query<{ url: string }>(
    'SELECT url FROM peers WHERE registry_id = $1 AND url <> $2 FOR UPDATE',
    [registryId, url],
  );
  if (!double) return;
  await query('DELETE FROM peer_nodes WHERE registry_id = $1', [registryId]);
  await query(
    `UPDATE peers SET state = 'refused', registry_id = NULL, last_error = $2, last_error_at = now() WHERE url = $1`,
    [double.url, `it passes on the log of the registry that is at ${url}`.slice(0, MAX_ERROR_LENGTH)],
  );
}
