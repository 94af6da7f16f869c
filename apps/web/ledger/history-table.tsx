import type { LedgerTypes } from 'mizan-client';
import { Amount, Hex, Moment, Table, toAddress, toTransaction } from '../components/facts.js';
import { Pager } from '../components/pager.js';
import { en } from '../messages/address.en.js';
import { ur } from '../messages/address.ur.js';
import { translated } from '../shell/language.js';

const messages = translated(en, ur);
const SIGNS = { in: '+', out: '−', self: '' };

interface HistoryTableProps {
  readonly lines: readonly LedgerTypes.HistoryLineResponse[];
  readonly cursor: string | undefined;
  readonly next: string | undefined;
}

/** What came and went, with the balance after each. */
export function HistoryTable({ lines, cursor, next }: HistoryTableProps) {
  const text = messages();
  // Only payer and payee are told notes.
  const hasNotes = lines.some(({ note }) => note !== undefined);
  if (lines.length === 0 && cursor === undefined && next === undefined) return <p>{text.empty}</p>;
  return (
    <>
      {lines.length === 0 ? (
        <p>{text.pageEmpty}</p>
      ) : (
        <Table
          name={text.history}
          heads={[
            ...[text.time, text.type, text.counterparty, text.units, text.after, text.transaction],
            ...(hasNotes ? [text.note] : []),
          ]}
        >
          {lines.map((line) => (
            <Line key={line.txid} line={line} hasNote={hasNotes} />
          ))}
        </Table>
      )}
      <Pager cursor={cursor} next={next} />
    </>
  );
}

function Line({ line, hasNote }: { line: LedgerTypes.HistoryLineResponse; hasNote: boolean }) {
  const text = messages();
  const { time, type, direction, counterparty, units, balance_after, txid } = line;
  return (
    <tr>
      <td>
        <Moment time={new Date(time)} />
      </td>
      <td>{text.types[type] ?? type}</td>
      <td>
        {direction === 'self' && text.self}
        {direction !== 'self' && counterparty && <Hex value={counterparty} to={toAddress(counterparty)} />}
      </td>
      <td class={direction}>
        <bdi>
          {SIGNS[direction]}
          <Amount units={units} />
        </bdi>
      </td>
      <td>
        <Amount units={balance_after} />
      </td>
      <td>
        <Hex value={txid} to={toTransaction(txid)} />
      </td>
      {hasNote && <td>{line.note !== undefined && <bdi class="note">{line.note}</bdi>}</td>}
    </tr>
  );
}
