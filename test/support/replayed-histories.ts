import type { BlockSummary, LedgerClient } from './ledger-client.js';
import { hex } from './wire-format.js';

export interface ReplayedLine {
  time: string;
  direction: 'in' | 'out' | 'self';
  units: number;
  balance_after: number;
  txid: string;
  height: number;
}

export interface ReplayedChain {
  blocks: BlockSummary[];
  /** By address, oldest first: what the outputs of the chain brought and took. */
  histories: Map<string, ReplayedLine[]>;
  supply: number;
}

/** Follows every output of the chain from block to block. */
export async function replayHistories(client: LedgerClient): Promise<ReplayedChain> {
  const blocks = await client.blocks();
  const outputs = new Map<string, { value: number; owner: string }>();
  const histories = new Map<string, ReplayedLine[]>();
  let supply = 0;
  for (const { index: height, timestamp } of blocks) {
    for (const { ID, Vin, Vout } of (await client.block(height)).Transactions) {
      const txid = hex(ID);
      const changes = new Map<string, number>();
      const change = (owner: string, units: number) => changes.set(owner, (changes.get(owner) ?? 0) + units);
      for (const input of Vin) {
        const spent = outputs.get(`${hex(input.Txid)}:${input.Vout}`);
        if (spent) change(spent.owner, -spent.value);
      }
      for (const [vout, { Value, PubKeyHash }] of Vout.entries()) {
        outputs.set(`${txid}:${vout}`, { value: Value, owner: hex(PubKeyHash) });
        change(hex(PubKeyHash), Value);
      }
      for (const [owner, units] of changes) {
        const lines = histories.get(owner) ?? [];
        histories.set(owner, lines);
        const direction = units > 0 ? 'in' : units < 0 ? 'out' : 'self';
        const balance_after = (lines.at(-1)?.balance_after ?? 0) + units;
        const time = new Date(timestamp * 1000).toISOString();
        lines.push({ time, direction, units: Math.abs(units), balance_after, txid, height });
        supply += units;
      }
    }
  }
  return { blocks, histories, supply };
}
