import './address.css';
import { useSignal } from '@preact/signals';
import { Chart } from '../components/chart.js';
import { Amount, Fact, Facts, Hex } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { cursorOfPlace } from '../components/pager.js';
import { QrCode } from '../components/qr-code.js';
import { Statement, type StatementDays, type StatementForm } from '../components/statement.js';
import { en } from '../messages/address.en.js';
import { ur } from '../messages/address.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { ledger, ledgerForFiles } from '../shell/ledger-client.js';
import type { PageProps } from '../shell/routes.js';
import { useEvents } from '../shell/use-events.js';
import { useLoaded } from '../shell/use-loaded.js';
import { findAddress } from './address-text.js';
import { Coins } from './coins.js';
import { HistoryTable } from './history-table.js';

const messages = translated(en, ur);
const STATEMENTS = { json: 'getStatement', csv: 'getStatementSheet', pdf: 'getStatementPdf' } as const;
const LINES = 25;
/** Lines that the chart is drawn of. */
const CHARTED = 500;

export default function AddressPage({ parameters: { address: given = '' } }: PageProps) {
  // The ledger refuses a text that is no address.
  const read = useLoaded(async () => (await findAddress(given)) ?? given, [given]);
  return (
    <Titled title={messages().title}>
      <LoadedPart from={read.value}>{(address) => <Held key={address} address={address} />}</LoadedPart>
    </Titled>
  );
}

/** What an address holds, what came and went, and as it changes. */
function Held({ address }: { address: string }) {
  const text = messages();
  const changes = useSignal(0);
  // Transactions are public; what is told of a wallet by its address is not, in production.
  useEvents({ types: ['transaction.mined'] }, ({ data }) => {
    if ('receiver' in data && (data.receiver === address || data.sender === address)) changes.value += 1;
  });
  const cursor = cursorOfPlace();
  const balance = useLoaded((signal) => ledger.getBalance({ address, signal }), [address], changes.value);
  const history = useLoaded(
    (signal) => ledger.listWalletHistory({ address, limit: LINES, cursor, signal }).page(),
    [address, cursor],
    changes.value,
  );
  return (
    <LoadedPart from={balance.value}>
      {({ balance: units }) => (
        <>
          <div class="owner">
            <Facts>
              <Fact name={text.title} isWide>
                <Hex value={address} whole />
              </Fact>
              <Fact name={text.balance} isWide>
                <Amount units={units} testId="balance" />
              </Fact>
            </Facts>
            <QrCode text={address} name={text.qr} />
          </div>
          <BalanceChart address={address} change={changes.value} />
          <h2>{text.history}</h2>
          <LoadedPart from={history.value}>
            {({ items, nextCursor }) => <HistoryTable lines={items} cursor={cursor} next={nextCursor} />}
          </LoadedPart>
          <Statement name={`statement-${address.slice(0, 16)}`} load={loadStatement(address)} />
          <Coins address={address} change={changes.value} />
        </>
      )}
    </LoadedPart>
  );
}

function loadStatement(address: string) {
  return (form: StatementForm, days: StatementDays) => ledgerForFiles.download(STATEMENTS[form], { address, ...days });
}

function BalanceChart({ address, change }: { address: string; change: number }) {
  const lines = useLoaded(
    async (signal) => {
      const { items } = await ledger.listWalletHistory({ address, limit: CHARTED, signal }).page();
      return items
        .map(({ time, balance_after }) => ({ time: Date.parse(time) / 1000, value: balance_after }))
        .reverse();
    },
    [address],
    change,
  );
  const { value } = lines.value;
  if (!value || value.length < 2) return null;
  return <Chart name={messages().chart(formatNumber(value.length))} points={value} isStepped />;
}
