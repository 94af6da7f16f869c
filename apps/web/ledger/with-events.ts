import type { LedgerTypes } from 'mizan-client';

/** Blocks that are read for the chart. */
export const MOST_BLOCKS = 300;
/** Lines of each table. */
export const SHOWN = 10;

export type Block = Pick<LedgerTypes.BlockSummaryResponse, 'index' | 'timestamp' | 'hash' | 'tx_count'>;

export interface Transfer {
  readonly txid: string;
  /** Null for a reward, undefined where the browser cannot tell. */
  readonly sender: string | null | undefined;
  readonly receiver: string;
  readonly amount: bigint;
}

/** The newest first. */
export interface Happened {
  /** As many as the chart counts. */
  readonly blocks: readonly Block[];
  readonly transfers: readonly Transfer[];
}

/** What was known with what happened since, of which `events` tell in their order. */
export function withEvents(
  { blocks, transfers }: Happened,
  events: readonly LedgerTypes.LedgerEventResponse[],
): Happened {
  const [newBlocks, newTransfers]: [Block[], Transfer[]] = [[], []];
  for (const { data } of events) {
    if ('tx_count' in data) {
      const { height, hash, tx_count, time } = data;
      newBlocks.unshift({ index: height, hash, tx_count, timestamp: time });
    } else if ('receiver' in data) newTransfers.unshift(data);
  }
  const known = new Set(blocks.map(({ hash }) => hash));
  const knownTransfers = new Set(transfers.map(({ txid }) => txid));
  return {
    blocks: [...newBlocks.filter(({ hash }) => !known.has(hash)), ...blocks].slice(0, MOST_BLOCKS),
    transfers: [...newTransfers.filter(({ txid }) => !knownTransfers.has(txid)), ...transfers].slice(0, SHOWN),
  };
}
