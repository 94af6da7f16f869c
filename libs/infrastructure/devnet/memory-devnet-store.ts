import { IDEMPOTENCY_KEY_LIFETIME_MS } from '@app/kernel';
import {
  type AnsweredRequest,
  type DevnetRecords,
  DevnetStore,
  KeyAlreadyAnswered,
  type KeyedRequest,
} from './devnet-store.js';

/** Remembers as long as the object lives, which in tests is longer than the devnet on top of it. */
export class MemoryDevnetStore extends DevnetStore {
  private readonly keys = new Map<string, DevnetRecords['keys'][number]>();
  private readonly transactions = new Map<string, DevnetRecords['transactions'][number]>();
  private readonly standings = new Map<string, DevnetRecords['standings'][number]>();
  private readonly blocks = new Map<string, DevnetRecords['blocks'][number]>();
  private readonly answered = new Map<string, AnsweredRequest>();
  private tipHash: string | null = null;

  override async load(): Promise<DevnetRecords> {
    return structuredClone({
      keys: [...this.keys.values()],
      transactions: [...this.transactions.values()],
      standings: [...this.standings.values()],
      blocks: [...this.blocks.values()],
      tipHash: this.tipHash,
    });
  }

  override async answerTo(request: KeyedRequest, sinceMs: number): Promise<AnsweredRequest | undefined> {
    const answered = this.answered.get(nameOf(request));
    return answered && answered.atMs >= sinceMs ? { ...answered } : undefined;
  }

  override async append(records: DevnetRecords, answered?: AnsweredRequest): Promise<void> {
    if (answered) this.remember(answered);
    const { keys, transactions, standings, blocks, tipHash } = structuredClone(records);
    for (const key of keys) if (!this.keys.has(key.address)) this.keys.set(key.address, key);
    for (const row of transactions) if (!this.transactions.has(row.txid)) this.transactions.set(row.txid, row);
    for (const row of standings) this.standings.set(row.txid, row);
    for (const block of blocks) if (!this.blocks.has(block.hash)) this.blocks.set(block.hash, block);
    this.tipHash = tipHash ?? this.tipHash;
  }

  private remember(answered: AnsweredRequest): void {
    for (const [name, { atMs }] of this.answered)
      if (atMs < answered.atMs - IDEMPOTENCY_KEY_LIFETIME_MS) this.answered.delete(name);
    const earlier = this.answered.get(nameOf(answered));
    if (earlier && (earlier.fingerprint !== answered.fingerprint || earlier.answer !== answered.answer))
      throw new KeyAlreadyAnswered();
    this.answered.set(nameOf(answered), earlier ?? { ...answered });
  }
}

function nameOf({ caller, key }: KeyedRequest): string {
  return `${caller}\n${key}`;
}
