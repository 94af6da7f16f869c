import { Amount, Hex, Table, toAddress, toTransaction } from '../components/facts.js';
import { en } from '../messages/home.en.js';
import { ur } from '../messages/home.ur.js';
import { translated } from '../shell/language.js';
import type { Transfer } from './with-events.js';

const messages = translated(en, ur);

/** Transfers: payer, payee, and amount. */
export function TransferTable({ transfers }: { transfers: readonly Transfer[] }) {
  const text = messages();
  return (
    <Table name={text.newestTransfers} heads={[text.transaction, text.from, text.to, text.units]}>
      {transfers.map(({ txid, sender, receiver, amount }) => (
        <tr key={txid} class="new">
          <td>
            <Hex value={txid} to={toTransaction(txid)} />
          </td>
          <td>
            {sender === null && text.minted}
            {sender && <Hex value={sender} to={toAddress(sender)} />}
          </td>
          <td>
            <Hex value={receiver} to={toAddress(receiver)} />
          </td>
          <td>
            <Amount units={amount} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
