import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Amount, Fact, Facts, Hex, Moment, Table, toAddress, toBlock, toTransaction } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/block.en.js';
import { ur } from '../messages/block.ur.js';
import { en as shellEn } from '../messages/shell.en.js';
import { ur as shellUr } from '../messages/shell.ur.js';
import { Titled } from '../shell/application.js';
import { hexOfBase64 } from '../shell/bytes.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import type { PageProps } from '../shell/routes.js';
import { useLoaded } from '../shell/use-loaded.js';

const messages = translated(en, ur);
const shell = translated(shellEn, shellUr);
const PAGE = 50;

export default function BlockPage({ parameters: { block: index = '' } }: PageProps) {
  const found = useLoaded(
    async (signal) => {
      const [block, header, { height: tip }] = await Promise.all([
        ledger.getBlock({ index, signal }),
        ledger.getBlockHeader({ index, signal }),
        ledger.getChain({ signal }),
      ]);
      return { block, header, tip };
    },
    [index],
  );
  const text = messages();
  const { value } = found.value;
  return (
    <Titled title={text.title(value ? formatNumber(value.header.height) : index)}>
      <LoadedPart from={found.value}>
        {({ block, header, tip }) => (
          <>
            <Around height={header.height} tip={tip} />
            <HeaderFacts header={header} />
            <Transactions key={header.hash} transactions={block.Transactions} />
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}

function Around({ height, tip }: { height: number; tip: number }) {
  return (
    <nav class="pager" aria-label={messages().around}>
      {height > 0 && (
        <a href={toBlock(height - 1)} rel="prev">
          {shell().previous}
        </a>
      )}
      {height < tip && (
        <a href={toBlock(height + 1)} rel="next">
          {shell().next}
        </a>
      )}
    </nav>
  );
}

function HeaderFacts({ header }: { header: LedgerTypes.BlockHeaderResponse }) {
  const text = messages();
  return (
    <Facts>
      <Fact name={text.hash} isWide>
        <Hex value={header.hash} whole />
      </Fact>
      <Fact name={text.previousHash} isWide>
        {header.prev_hash ? <Hex value={header.prev_hash} to={toBlock(header.prev_hash)} whole /> : text.none}
      </Fact>
      <Fact name={text.merkleRoot} isWide>
        <Hex value={header.merkle_root} whole />
      </Fact>
      <Fact name={text.time}>
        <Moment time={new Date(header.timestamp * 1000)} />
      </Fact>
      <Fact name={text.work}>{text.workIs(formatNumber(header.bits))}</Fact>
      <Fact name={text.nonce}>{formatNumber(header.nonce)}</Fact>
    </Facts>
  );
}

function Transactions({ transactions }: { transactions: readonly LedgerTypes.TransactionResponse[] }) {
  const text = messages();
  const shown = useSignal(PAGE);
  return (
    <>
      <h2>{text.transactions(formatNumber(transactions.length))}</h2>
      <Table name={text.transaction} heads={[text.transaction, text.to, text.amount]}>
        {transactions.slice(0, shown.value).map(({ ID, Vout: [paid] }) => {
          const [txid, receiver] = [hexOfBase64(ID), hexOfBase64(paid?.PubKeyHash ?? '')];
          return (
            <tr key={ID}>
              <td>
                <Hex value={txid} to={toTransaction(txid)} />
              </td>
              <td>
                <Hex value={receiver} to={toAddress(receiver)} />
              </td>
              <td>
                <Amount units={paid?.Value ?? 0n} />
              </td>
            </tr>
          );
        })}
      </Table>
      {transactions.length > shown.value && (
        <button
          type="button"
          onClick={() => {
            shown.value += PAGE;
          }}
        >
          {text.more}
        </button>
      )}
    </>
  );
}
