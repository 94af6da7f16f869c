import type { LedgerTypes } from 'mizan-client';
import { en } from '../messages/blocks.en.js';
import { ur } from '../messages/blocks.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { Hex, Moment, Table, toBlock } from './facts.js';

const messages = translated(en, ur);

/** Blocks as rows of a table. */
export function BlockTable({
  blocks,
}: {
  blocks: readonly Pick<LedgerTypes.BlockSummaryResponse, 'index' | 'timestamp' | 'hash' | 'tx_count'>[];
}) {
  const text = messages();
  return (
    <Table name={text.title} heads={[text.height, text.time, text.transactions, text.hash]}>
      {blocks.map(({ index, timestamp, tx_count, hash }) => (
        <tr key={hash}>
          <td>
            <a href={toBlock(index)}>{formatNumber(index)}</a>
          </td>
          <td>
            <Moment time={new Date(timestamp * 1000)} />
          </td>
          <td>{formatNumber(tx_count)}</td>
          <td>
            <Hex value={hash} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
