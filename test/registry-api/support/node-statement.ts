import { createHash } from 'node:crypto';
import { formatFlop } from '@app/node-wallet';
import { extractText } from 'unpdf';
import type { WalletClient } from './wallet-client.js';

interface Line {
  time: string;
  entry: number;
  type: string;
  direction: 'in' | 'out';
  address: string | null;
  txid: string | null;
  amount_units: string;
  balance_after_units: string;
}

interface Statement {
  node_id: string;
  from: string | null;
  until: string | null;
  opening_units: string;
  lines: Line[];
  total_in_units: string;
  total_out_units: string;
  closing_units: string;
  digest: string;
}

/** Reads a statement and recomputes all that it says of itself. @throws Error that names what is wrong */
export async function judgedStatement(client: WalletClient, nodeId: string, query = ''): Promise<Statement> {
  const { status, body } = await client.get(`/wallet/${nodeId}/statement${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  const statement: Statement = body;
  const { lines } = statement;
  const sums = { in: 0n, out: 0n };
  const balance = () => BigInt(statement.opening_units) + sums.in - sums.out;
  for (const [place, line] of lines.entries()) {
    sums[line.direction] += BigInt(line.amount_units);
    same(line.balance_after_units, balance(), `balance after line ${place}`);
  }
  same(statement.total_in_units, sums.in, 'total in');
  same(statement.total_out_units, sums.out, 'total out');
  same(statement.closing_units, balance(), 'closing');
  same(statement.digest, digestOf(statement), 'digest');
  const { text } = await client.get(`/wallet/${nodeId}/statement.csv${query}`);
  const rows = text.trimEnd().split('\r\n');
  same(rows.length, lines.length + 4, 'rows of the sheet');
  same(rows.at(-1)!.split(',').at(-1), statement.digest, 'digest of the sheet');
  return statement;
}

/** What the printed statement should have of the other, and has not. */
export async function missingInPdf(client: WalletClient, { node_id, lines, closing_units, digest }: Statement) {
  const answer = await fetch(`${client.url}/wallet/${node_id}/statement.pdf`);
  same([answer.status, answer.headers.get('content-type')], [200, 'application/pdf'], 'answer');
  const { text } = await extractText(new Uint8Array(await answer.arrayBuffer()), { mergePages: true });
  const joined = text.replace(/[\s,]/g, '');
  const transactions = lines.flatMap(({ txid }) => (txid ? [txid.slice(0, 10)] : []));
  return [node_id, `${formatFlop(BigInt(closing_units))}FLOP`, digest, ...transactions].filter(
    (part) => !joined.includes(part),
  );
}

function digestOf({ node_id, from, until, opening_units, lines, ...foot }: Statement): string {
  const rows = lines.map(({ time, entry, txid, type, direction, address, amount_units, balance_after_units }) => {
    return [time, entry, txid ?? '', type, direction, address ?? '', amount_units, balance_after_units];
  });
  const head = ['mizan-node-statement-1', node_id, from ?? '', until ?? '', opening_units];
  const { total_in_units, total_out_units, closing_units } = foot;
  const all = [head, ...rows, [total_in_units, total_out_units, closing_units]];
  return createHash('sha256')
    .update(all.map((fields) => `${fields.join('|')}\n`).join(''))
    .digest('hex');
}

function same(actual: unknown, expected: unknown, what: string): void {
  if (String(actual) !== String(expected)) throw new Error(`${what}: ${actual}, expected ${expected}`);
}
