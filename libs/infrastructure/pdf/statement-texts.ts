import { toHex } from '@app/chain';
import type { PrintableStatement, TellingLine } from '@app/reporting';
import type { StatementCells, StatementTexts } from './statement-page.js';
import { moment, short } from './statement-words.js';

const TYPES = { send: 'transfer', reward: 'reward', zakat_deduction: 'zakat' } as const;

/** What is printed of a statement. */
export function statementTexts({ head, height, lines, foot }: PrintableStatement): StatementTexts {
  return {
    title: head.address,
    other: 'counterparty',
    head: [
      { label: 'wallet', value: head.address },
      { label: 'from', value: moment(head.from) },
      { label: 'until', value: moment(head.until) },
      { label: 'block', value: String(height) },
      { label: 'opening', value: `${amount(head.opening)} units` },
    ],
    lines: lines.map(cellsOf),
    foot: [
      { label: 'totalIn', value: `${amount(foot.totalIn)} units` },
      { label: 'totalOut', value: `${amount(foot.totalOut)} units` },
      { label: 'closing', value: `${amount(foot.closing)} units` },
      { label: 'digest', value: foot.digest },
    ],
  };
}

function cellsOf({ time, type, direction, counterparty, units, balanceAfter, txid }: TellingLine): StatementCells {
  return {
    time: moment(time),
    type: TYPES[type],
    other: direction === 'self' ? 'itself' : short(counterparty),
    transaction: short(toHex(txid)),
    in: direction === 'in' ? amount(units) : '',
    out: direction === 'out' ? amount(units) : '',
    balance: amount(balanceAfter),
  };
}

function amount(units: bigint): string {
  return units.toLocaleString('en');
}
