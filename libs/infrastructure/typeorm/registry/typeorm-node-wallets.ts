import { type Capability, capabilitySet, NodeDeregistered, type NodeId, nodeUpdated } from '@app/node-registry';
import {
  type AddressOwner,
  type NewNodeWallet,
  type NewWalletAddress,
  type NodeWallet,
  NodeWallets,
  WalletAlreadyExists,
} from '@app/node-wallet';
import { MoreThan } from 'typeorm';
import type { Database } from '../database.js';
import { AccountEntity } from './entities/book.entity.js';
import { WalletAddressEntity, WalletEntity } from './entities/wallet.entity.js';
import { lockNode } from './lock-node.js';
import { addCapabilities, capabilitiesOf } from './node-capability-rows.js';
import { tellEvents } from './tell-events.js';

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

/** Every balance and payment asks for a wallet and for an address's owner; these two are single statements of SQL. */
export class TypeormNodeWallets extends NodeWallets {
  constructor(private readonly database: Database) {
    super();
  }

  override async create({ nodeId, walletName, address, createdAtMs }: NewNodeWallet): Promise<NodeWallet> {
    await this.database.transaction(async (query, manager) => {
      const node = await lockNode(manager, nodeId);
      if (node.deregisteredAtMs !== undefined) throw new NodeDeregistered(nodeId);
      if (await manager.existsBy(WalletEntity, { nodeId })) throw new WalletAlreadyExists(nodeId);
      const { generatedMaps } = await manager.insert(WalletEntity, { nodeId, walletName, createdAtMs });
      const walletId: bigint = generatedMaps[0]!.id;
      const kinds = ['available', 'pending', 'reserved', 'owed'];
      await manager.insert(
        AccountEntity,
        kinds.map((kind) => ({ walletId, kind })),
      );
      await manager.insert(WalletAddressEntity, { address, walletId, createdAtMs });
      const old = await capabilitiesOf(manager, nodeId);
      if (old.includes(WALLET)) return;
      await addCapabilities(manager, nodeId, [WALLET]);
      const capabilities = { old, new: capabilitySet([...old, WALLET]) };
      await tellEvents(query, [nodeUpdated(nodeId, { capabilities })]);
    });
    return (await this.find(nodeId))!;
  }

  override async find(nodeId: NodeId): Promise<NodeWallet | undefined> {
    const [row] = await this.database.query<WalletRow>(FIND, [nodeId]);
    return row && walletOf(row);
  }

  override async addAddress({ walletId, address, atMs }: NewWalletAddress): Promise<void> {
    await this.database.transaction(async (_, manager) => {
      await manager.insert(WalletAddressEntity, { address, walletId, createdAtMs: atMs });
      await manager.update(WalletEntity, { id: walletId }, { updatedAtMs: atMs });
    });
  }

  override async addressTimes(walletId: bigint, sinceMs: number): Promise<number[]> {
    const since = { walletId, createdAtMs: MoreThan(sinceMs) };
    const rows = await this.database.manager.find(WalletAddressEntity, { where: since, order: { number: 'ASC' } });
    return rows.map(({ createdAtMs }) => createdAtMs);
  }

  override async addressesOf(walletId: bigint): Promise<string[]> {
    const newestFirst = { number: 'DESC' } as const;
    const rows = await this.database.manager.find(WalletAddressEntity, {
      where: { walletId },
      order: newestFirst,
      take: 1000,
    });
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
