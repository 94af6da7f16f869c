import type { LedgerClient } from './ledger-client.js';

/** The IDs of all transfers behind a cursor, in the order of the log. */
export async function transfersBehind(client: LedgerClient, cursor: string): Promise<string[]> {
  const txids: string[] = [];
  for (let after = cursor; ; ) {
    const { json } = await client.get(`/events?limit=1000&types=transaction.mined&after=${after}`);
    txids.push(...json.events.map(({ data }: { data: { txid: string } }) => data.txid));
    if (!json.has_more) return txids;
    after = json.next_cursor;
  }
}
