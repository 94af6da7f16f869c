import { formatFlop, type NodeStatementLine, type PrintableNodeStatement } from '@app/node-wallet';
import type { StatementCells, StatementTexts } from './statement-page.js';
import { moment, short } from './statement-words.js';

/** What is printed of the statement of a node's wallet. */
export function nodeStatementTexts(statement: PrintableNodeStatement): StatementTexts {
  const { nodeId, walletName, from, until, opening, lines, foot } = statement;
  return {
    title: nodeId,
    other: 'address',
    head: [
      { label: 'node', value: nodeId },
      { label: 'walletName', value: walletName },
      { label: 'from', value: moment(from) },
      { label: 'until', value: moment(until) },
      { label: 'opening', value: `${amount(opening)} FLOP` },
    ],
    lines: lines.map(cellsOf),
    foot: [
      { label: 'totalIn', value: `${amount(foot.totalIn)} FLOP` },
      { label: 'totalOut', value: `${amount(foot.totalOut)} FLOP` },
      { label: 'closing', value: `${amount(foot.closing)} FLOP` },
      { label: 'digest', value: foot.digest },
    ],
  };
}

function cellsOf({ time, type, direction, address, txid, units, balanceAfter }: NodeStatementLine): StatementCells {
  return {
    time: moment(time),
    type: type.replaceAll('_', ' '),
    other: short(address),
    transaction: short(txid),
    in: direction === 'in' ? amount(units) : '',
    out: direction === 'out' ? amount(units) : '',
    balance: amount(balanceAfter),
  };
}

/** `-1,234.5` */
function amount(units: bigint): string {
  return formatFlop(units).replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}
