import type { SqlQuery } from '@app/infrastructure/sql/sql-query.js';
import { type Capability, NodeDeregistered, type NodeId, NodeNotFound } from '@app/node-registry';
import {
  type AddressOwner,
  type NewNodeWallet,
  type NewWalletAddress,
  type NodeWallet,
  NodeWallets,
  WalletAlreadyExists,
} from '@app/node-wallet';
import type { Database } from '../database.js';
import { addCapabilities } from './node-capability-rows.js';

interface WalletRow {
  id: string;
  node_id: NodeId;
  wallet_name: string;
  address: string;
  is_active: boolean;
  created_at: Date;
  updated_at: Date | null;
  available: string;
  pending: string;
  reserved: string;
  owed: string;
}

const FIND = `
SELECT w.id, w.node_id, w.wallet_name, w.is_active, w.created_at, w.updated_at, d.address,
       max(a.balance) FILTER (WHERE a.kind = 'available') AS available,
       max(a.balance) FILTER (WHERE a.kind = 'pending') AS pending,
       max(a.balance) FILTER (WHERE a.kind = 'reserved') AS reserved,
       max(a.balance) FILTER (WHERE a.kind = 'owed') AS owed
FROM wallets w JOIN accounts a ON a.wallet_id = w.id
CROSS JOIN LATERAL (SELECT address FROM wallet_addresses WHERE wallet_id = w.id ORDER BY number DESC LIMIT 1) d
WHERE w.node_id = $1 GROUP BY w.id, d.address`;

const WALLET = 'wallet' as Capability;

export class TypeormNodeWallets extends NodeWallets {
  constructor(private readonly database: Database) {
    super();
  }

  override async create({ nodeId, walletName, address, createdAtMs }: NewNodeWallet): Promise<NodeWallet> {
    await this.database.transaction(async (query) => {
      await lockNodeInService(query, nodeId);
      const at = new Date(createdAtMs);
      const [wallet] = await query<{ id: string }>(
        `INSERT INTO wallets (node_id, wallet_name, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (node_id) DO NOTHING RETURNING id`,
        [nodeId, walletName, at],
      );
      if (!wallet) throw new WalletAlreadyExists(nodeId);
      await query(
        `INSERT INTO accounts (wallet_id, kind) SELECT $1, unnest(ARRAY['available', 'pending', 'reserved', 'owed'])`,
        [wallet.id],
      );
      await query('INSERT INTO wallet_addresses (address, wallet_id, created_at) VALUES ($1, $2, $3)', [
        address,
        wallet.id,
        at,
      ]);
      await addCapabilities(query, nodeId, [WALLET]);
    });
    return (await this.find(nodeId))!;
  }

  override async find(nodeId: NodeId): Promise<NodeWallet | undefined> {
    const [row] = await this.database.query<WalletRow>(FIND, [nodeId]);
    return row && walletOf(row);
  }

  override async addAddress({ walletId, address, atMs }: NewWalletAddress): Promise<void> {
    await this.database.transaction(async (query) => {
      const at = new Date(atMs);
      await query('INSERT INTO wallet_addresses (address, wallet_id, created_at) VALUES ($1, $2, $3)', [
        address,
        walletId,
        at,
      ]);
      await query('UPDATE wallets SET updated_at = $2 WHERE id = $1', [walletId, at]);
    });
  }

  override async addressTimes(walletId: bigint, sinceMs: number): Promise<number[]> {
    const rows = await this.database.query<{ created_at: Date }>(
      'SELECT created_at FROM wallet_addresses WHERE wallet_id = $1 AND created_at > $2 ORDER BY number',
      [walletId, new Date(sinceMs)],
    );
    return rows.map((row) => row.created_at.getTime());
  }

  override async addressesOf(walletId: bigint): Promise<string[]> {
    const rows = await this.database.query<{ address: string }>(
      'SELECT address FROM wallet_addresses WHERE wallet_id = $1 ORDER BY number DESC LIMIT 1000',
      [walletId],
    );
    return rows.map(({ address }) => address);
  }

  override async ownerOf(address: string): Promise<AddressOwner | undefined> {
    const [row] = await this.database.query<{ wallet_id: string; node_id: NodeId }>(
      `SELECT a.wallet_id, w.node_id FROM wallet_addresses a JOIN wallets w ON w.id = a.wallet_id WHERE a.address = $1`,
      [address],
    );
    return row && { walletId: BigInt(row.wallet_id), nodeId: row.node_id };
  }
}

async function lockNodeInService(query: SqlQuery, nodeId: NodeId): Promise<void> {
  const [node] = await query<{ deregistered_at: Date | null }>(
    'SELECT deregistered_at FROM nodes WHERE node_id = $1 FOR UPDATE',
    [nodeId],
  );
  if (!node) throw new NodeNotFound(nodeId);
  if (node.deregistered_at) throw new NodeDeregistered(nodeId);
}

function walletOf(row: WalletRow): NodeWallet {
  return {
    id: BigInt(row.id),
    nodeId: row.node_id,
    walletName: row.wallet_name,
    address: row.address,
    isActive: row.is_active,
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at?.getTime(),
    funds: {
      availableUnits: BigInt(row.available),
      pendingUnits: BigInt(row.pending),
      reservedUnits: BigInt(row.reserved),
      owedUnits: BigInt(row.owed),
    },
  };
}
