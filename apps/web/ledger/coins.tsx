import { useSignal } from '@preact/signals';
import { Amount, Hex, Table, toBlock, toTransaction } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { MoreButton } from '../components/more-button.js';
import { en } from '../messages/address.en.js';
import { ur } from '../messages/address.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import { useLoaded } from '../shell/use-loaded.js';

const messages = translated(en, ur);
const PAGE = 25;

/** What the address can spend, oldest first. */
export function Coins({ address, change }: { address: string; change: number }) {
  const text = messages();
  const limit = useSignal(PAGE);
  const coins = useLoaded(
    (signal) => ledger.listCoins({ address, limit: limit.value, signal }).page(),
    [address, limit.value],
    change,
  );
  return (
    <>
      <h2>{text.coins}</h2>
      <LoadedPart from={coins.value}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p>{text.noCoins}</p>
          ) : (
            <>
              <Table name={text.coins} heads={[text.units, text.block, text.transaction]}>
                {items.map(({ txid, vout, value, height }) => (
                  <tr key={`${txid}:${vout}`}>
                    <td>
                      <Amount units={value} />
                    </td>
                    <td>
                      <a href={toBlock(height)}>{formatNumber(height)}</a>
                    </td>
                    <td>
                      <Hex value={txid} to={toTransaction(txid)} />
                    </td>
                  </tr>
                ))}
              </Table>
              <MoreButton limit={limit} isMore={nextCursor !== undefined} act={text.moreCoins} />
            </>
          )
        }
      </LoadedPart>
    </>
  );
}
