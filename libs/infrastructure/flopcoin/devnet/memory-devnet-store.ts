import { type DevnetRecords, DevnetStore } from './devnet-store.js';

/** Remembers as long as the object lives, which in tests is longer than the devnet on top of it. */
export class MemoryDevnetStore extends DevnetStore {
  readonly #keys = new Map<string, DevnetRecords['keys'][number]>();
  readonly #transactions = new Map<string, DevnetRecords['transactions'][number]>();
  readonly #blocks = new Map<string, DevnetRecords['blocks'][number]>();
  #tipHash: string | null = null;

  override async load(): Promise<DevnetRecords> {
    return structuredClone({
      keys: [...this.#keys.values()],
      transactions: [...this.#transactions.values()],
      blocks: [...this.#blocks.values()],
      tipHash: this.#tipHash,
    });
  }

  override async append(records: DevnetRecords): Promise<void> {
    const { keys, transactions, blocks, tipHash } = structuredClone(records);
    for (const key of keys) if (!this.#keys.has(key.address)) this.#keys.set(key.address, key);
    for (const row of transactions) if (!this.#transactions.has(row.txid)) this.#transactions.set(row.txid, row);
    for (const block of blocks) if (!this.#blocks.has(block.hash)) this.#blocks.set(block.hash, block);
    this.#tipHash = tipHash ?? this.#tipHash;
  }
}
