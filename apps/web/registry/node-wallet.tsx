import type { RegistryTypes } from 'mizan-client';
import { Fact, Facts, Flop, Hex, Moment, Table } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../components/pager.js';
import { Statement } from '../components/statement.js';
import { en } from '../messages/node.en.js';
import { ur } from '../messages/node.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { useLoaded } from '../shell/use-loaded.js';
import { asOperator, filesOfOperator, token } from './operator.js';

const messages = translated(en, ur);
const STATEMENTS = { json: 'getNodeStatement', csv: 'getNodeStatementSheet', pdf: 'getNodeStatementPdf' } as const;
const PAGE = 25;

/** The wallet of a node that has one: what it has, and what it has paid and received. */
export function NodeWallet({ node: node_id, heard }: { node: string; heard: number }) {
  const text = messages();
  const registry = asOperator.value;
  const cursor = cursorOfPlace();
  const found = useLoaded(
    async (signal) => {
      const [wallet, balance, payments] = await Promise.all([
        registry.getNodeWallet({ node_id, signal }),
        registry.getNodeBalance({ node_id, signal }),
        registry.listNodeTransactions({ node_id, limit: PAGE, cursor, signal }).page(),
      ]);
      return { wallet, balance, payments };
    },
    [node_id, cursor, token.value],
    heard,
  );
  return (
    <LoadedPart from={found.value}>
      {({ wallet, balance, payments }) => (
        <>
          <Balances wallet={wallet} balance={balance} />
          <h2>{text.payments}</h2>
          {payments.items.length === 0 ? <p>{text.noPayments}</p> : <Payments payments={payments.items} />}
          <Pager cursor={cursor} next={payments.nextCursor} />
          <Statement
            name={`statement-${node_id}`}
            load={(form, days) => filesOfOperator.value.download(STATEMENTS[form], { node_id, ...days })}
          />
        </>
      )}
    </LoadedPart>
  );
}

function Balances({ wallet, balance }: { wallet: RegistryTypes.WalletInfo; balance: RegistryTypes.BalanceResponse }) {
  const text = messages();
  return (
    <Facts>
      <Fact name={text.balance}>
        <Flop amount={balance.balance} testId="balance" /> FLOP
      </Fact>
      <Fact name={text.available}>
        <Flop amount={balance.available} />
      </Fact>
      <Fact name={text.pending}>
        <Flop amount={balance.pending} />
      </Fact>
      <Fact name={text.reserved}>
        <Flop amount={balance.reserved} />
      </Fact>
      {balance.owed_units > 0n && (
        <Fact name={text.owed}>
          <Flop amount={balance.owed} />
        </Fact>
      )}
      <Fact name={text.receivesAt}>
        <Hex value={wallet.address} whole />
      </Fact>
      <Fact name={text.walletName}>
        <bdi>{wallet.wallet_name}</bdi>
      </Fact>
    </Facts>
  );
}

function Payments({ payments }: { payments: readonly RegistryTypes.TransactionInfo[] }) {
  const text = messages();
  return (
    <Table name={text.payments} heads={[text.time, text.kind, text.amount, text.fee, text.state, text.transaction]}>
      {payments.map((payment) => (
        <tr key={payment.id}>
          <td>
            <Moment time={new Date(payment.created_at)} />
          </td>
          <td>{text.kinds[payment.transaction_type]}</td>
          <td>
            <Flop amount={payment.amount} />
          </td>
          <td>
            <Flop amount={payment.fee} />
          </td>
          <td data-testid="payment-state">{stateOf(payment)}</td>
          <td>{payment.txid !== null && <Hex value={payment.txid} />}</td>
        </tr>
      ))}
    </Table>
  );
}

/** How far a payment has come. */
function stateOf({ status, txid, confirmations }: RegistryTypes.TransactionInfo): string {
  const { states } = messages();
  if (status !== 'pending') return states[status];
  if (txid === null) return states.reserved;
  return confirmations > 0 ? states.confirming(formatNumber(confirmations)) : states.signed;
}
