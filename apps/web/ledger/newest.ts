import type { LedgerTypes } from 'mizan-client';
import { addressOfKey, hexOfBase64 } from '../shell/bytes.js';
import { ledger } from '../shell/ledger-client.js';
import { type Block, MOST_BLOCKS, SHOWN, type Transfer } from './with-events.js';

/** What the overview shows, the newest first. */
export interface Newest {
  readonly stats: LedgerTypes.StatsResponse;
  /** As many as the chart counts. */
  readonly blocks: readonly Block[];
  readonly transfers: readonly Transfer[];
}

/** Transactions of a block that is read whole, at most. */
const LARGEST_READ = 100;

export async function loadNewest(signal: AbortSignal): Promise<Newest> {
  const [stats, { items: blocks }] = await Promise.all([
    ledger.getStats({ days: 1, signal }),
    ledger.listBlocks({ limit: MOST_BLOCKS, order: 'desc', signal }).page(),
  ]);
  const found = await Promise.all(toRead(blocks).map(({ index }) => ledger.getBlock({ index: String(index), signal })));
  const newest = found.flatMap(({ Transactions }) => [...Transactions].reverse()).slice(0, SHOWN);
  return { stats, blocks, transfers: await Promise.all(newest.map(transferOf)) };
}

/** As many of the newest as have the transactions that are shown. */
function toRead(blocks: readonly Block[]): Block[] {
  const small = blocks.slice(0, SHOWN).filter(({ tx_count }) => tx_count <= LARGEST_READ);
  let transactions = 0;
  return small.filter(({ tx_count }) => {
    transactions += tx_count;
    return transactions - tx_count < SHOWN;
  });
}

async function transferOf({ ID, Vin: [spent], Vout: [paid] }: LedgerTypes.TransactionResponse): Promise<Transfer> {
  const isReward = spent === undefined || spent.Vout < 0;
  return {
    txid: hexOfBase64(ID),
    sender: isReward ? null : await addressOfKey(spent.PubKey),
    receiver: hexOfBase64(paid?.PubKeyHash ?? ''),
    amount: paid?.Value ?? 0n,
  };
}
