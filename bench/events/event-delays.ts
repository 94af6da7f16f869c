import { setTimeout as sleep } from 'node:timers/promises';
import { EventReader } from '../../test/support/event-reader.js';
import type { Reading } from '../measure/alternate.js';
import { quantile } from '../measure/statistics.js';
import type { BuiltServer } from '../process/built-server.js';

/** Between two transfers on the average; at random, since both the tail of the log and a follower look at it at intervals. */
const PAUSE_MS = 25;

/**
 * How long after the answer to a transfer, which goes out when its block is stored, a reader has its event. An event that is
 * heard before the answer took no time.
 */
export async function eventDelays(writer: BuiltServer, reading: BuiltServer, seconds: number): Promise<Reading> {
  const { address } = await writer.ledger.createWallet();
  const query = `after=latest&types=transaction.mined&address=${address}`;
  const reader = await EventReader.open(`${reading.url}/api/v1/events?${query}`);
  const answeredAtMs = new Map<string, number>();
  for (const endsAtMs = performance.now() + seconds * 1000; performance.now() < endsAtMs; ) {
    const { txid } = await writer.ledger.fundWallet({ address, amount: 1n });
    answeredAtMs.set(txid, performance.now());
    await sleep(Math.random() * 2 * PAUSE_MS);
  }
  await reader.hear(answeredAtMs.size);
  await reader.close();
  const delays = reader.events.map(({ data }, at) => reader.heardAtMs[at]! - answeredAtMs.get(data.txid)!);
  const sample = Float64Array.from(delays, (delay) => Math.max(0, delay));
  return { events: sample.length, p50Ms: quantile(sample, 0.5), p99Ms: quantile(sample, 0.99) };
}
