import { BlockStore, fromBase64, fromHex, StoredBlocks, toHex } from '@app/chain';
import { type Address, readAddress } from '@app/wallet';
import { parseReceiptNumber } from '@app/zakat';
import { WalletLines } from '../ports/wallet-lines.js';

export interface SearchResult {
  readonly kind: 'block' | 'transaction' | 'address' | 'receipt' | 'node';
  /** As paths have it: a block's hash, a transaction's ID in hex, an address, a number, a node's ID. */
  readonly id: string;
  /** Of a block, and of the one that a transaction stands in. */
  readonly height?: number;
}

const HEIGHT = /^(?:0|[1-9]\d{0,14})$/;
/** As the registry has it: see NODE_ID_PATTERN there. */
const NODE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Looks a name up in the indices of all that it may name: a handful of look-ups, whatever is asked. */
export class Search {
  constructor(
    private readonly store: BlockStore,
    private readonly blocks: StoredBlocks,
    private readonly lines: WalletLines,
  ) {}

  async execute(text: string): Promise<SearchResult[]> {
    const name = text.trim();
    if (parseReceiptNumber(name)) return [{ kind: 'receipt', id: name }];
    const bytes = fromHex(readAddress(name) ?? name, 32) ?? base64Id(name);
    const found = bytes ? await this.ofBytes(bytes) : HEIGHT.test(name) ? await this.blockAt(Number(name)) : [];
    // The registry shares no table with the ledger: whether it has such a node is for it to say.
    return found.length === 0 && !bytes && NODE_ID.test(name) ? [{ kind: 'node', id: name }] : found;
  }

  private async ofBytes(bytes: Uint8Array): Promise<SearchResult[]> {
    const id = toHex(bytes);
    const range = { firstKey: 0, endKey: Number.MAX_SAFE_INTEGER, order: 'desc', type: undefined, limit: 1 } as const;
    const [height, transaction, history] = await Promise.all([
      this.store.heightOf(bytes),
      this.store.transaction(bytes),
      this.lines.page({ address: id as Address, ...range }),
    ]);
    const results: SearchResult[] = [];
    if (height !== undefined) results.push({ kind: 'block', id, height });
    if (transaction) results.push({ kind: 'transaction', id, height: transaction.height });
    if (history.lines.length > 0) results.push({ kind: 'address', id });
    return results;
  }

  private async blockAt(height: number): Promise<SearchResult[]> {
    const block = await this.blocks.headerAt(height);
    return block ? [{ kind: 'block', id: toHex(block.hash), height }] : [];
  }
}

/** As transactions are printed, or in the URL-safe spelling. */
function base64Id(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  return bytes?.length === 32 ? bytes : undefined;
}
