import { toHex } from '@app/chain';
import type { PrintableStatement, TellingLine } from '@app/reporting';
import type { StatementTexts } from './statement-page.js';

/** Stands for the end of a time without one. */
const UNBOUNDED = '–';
/** Of an address or an ID in a line: the rest is in the other formats. */
const SHOWN_CHARACTERS = 10;
const TYPES = { send: 'transfer', reward: 'reward', zakat_deduction: 'zakat' } as const;

/** What is printed of a statement. */
export function statementTexts({ head, height, lines, foot }: PrintableStatement): StatementTexts {
  return {
    address: head.address,
    head: [
      { label: 'wallet', value: head.address },
      { label: 'from', value: head.from ? moment(head.from) : UNBOUNDED },
      { label: 'until', value: head.until ? moment(head.until) : UNBOUNDED },
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

function cellsOf({ time, type, direction, counterparty, units, balanceAfter, txid }: TellingLine) {
  return {
    time: moment(time),
    type: TYPES[type],
    counterparty: direction === 'self' ? 'itself' : short(counterparty ?? ''),
    transaction: short(toHex(txid)),
    in: direction === 'in' ? amount(units) : '',
    out: direction === 'out' ? amount(units) : '',
    balance: amount(balanceAfter),
  };
}

/** `2026-11-27 08:15:00` */
function moment(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

function short(hex: string): string {
  return hex === '' ? '' : `${hex.slice(0, SHOWN_CHARACTERS)}…`;
}

function amount(units: bigint): string {
  return units.toLocaleString('en');
}
