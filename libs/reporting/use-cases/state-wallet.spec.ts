import type { HistoryLine } from '../model/history-line.js';
import { type HistorySpan, type LinesPage, type LinesQuery, WalletLines } from '../ports/wallet-lines.js';
import { StateWallet } from './state-wallet.js';

const ADDRESS = 'ab'.repeat(32);

/** The history of one wallet, which is paid while it is read. */
class GrowingHistory extends WalletLines {
  readonly lines: HistoryLine[] = [];
  pages = 0;

  constructor(count: number) {
    super();
    while (this.lines.length < count) this.pay();
  }

  pay(): void {
    const key = this.lines.length;
    const credited = BigInt(1 + Math.floor(Math.random() * 100));
    const balance = (this.lines.at(-1)?.balance ?? 0n) + credited;
    const record = { type: 'send', sender: 'cd'.repeat(32), receiver: ADDRESS } as const;
    const place = { key, txid: Buffer.alloc(32, key), height: key, timestamp: 1_795_000_000 + key };
    this.lines.push({ ...place, ...record, credited, debited: 0n, balance });
  }

  override async span(): Promise<HistorySpan> {
    const endKey = this.lines.length;
    return { firstKey: 0, endKey, opening: 0n, closing: this.lines.at(-1)?.balance ?? 0n, height: endKey };
  }

  override async page({ firstKey, endKey, limit }: LinesQuery): Promise<LinesPage> {
    this.pages += 1;
    this.pay();
    const lines = this.lines.slice(firstKey, Math.min(endKey, firstKey + limit));
    const last = lines.at(-1)?.key ?? endKey;
    return { lines, lastKey: last + 1 < endKey ? last : undefined };
  }
}

async function read(history: WalletLines) {
  const statement = await new StateWallet(history).execute({ address: ADDRESS, from: undefined, to: undefined });
  const lines = [];
  for await (const line of statement.lines()) lines.push(line);
  return { statement, lines };
}

test('a statement of several pages is as of the block at which it was asked for', async () => {
  const history = new GrowingHistory(1_201);
  const { statement, lines } = await read(history);
  expect([history.pages, history.lines.length]).toEqual([3, 1_204]);
  expect([statement.height, lines.length]).toEqual([1_201, 1_201]);
  const { totalIn, closing } = statement.foot();
  expect([totalIn, lines.at(-1)!.balanceAfter]).toEqual([closing, closing]);
});

test('what was read later says the same of the same lines, and another digest of more', async () => {
  const history = new GrowingHistory(3);
  const [first, second] = [await read(history), await read(history)];
  expect(second.lines.slice(0, 3)).toEqual(first.lines);
  expect(second.statement.foot().digest).not.toBe(first.statement.foot().digest);
});

test('lines that do not add up break the statement off', async () => {
  const history = new GrowingHistory(3);
  const spoiled = { ...history.lines[1]!, credited: history.lines[1]!.credited + 1n };
  history.lines[1] = spoiled;
  await expect(read(history)).rejects.toThrow('the statement does not add up');
});

test('an empty history is a statement of nothing', async () => {
  const history = new GrowingHistory(0);
  const { statement, lines } = await read(history);
  expect([lines, statement.foot().closing]).toEqual([[], 0n]);
});
