import { Amount, Fact, Facts, Hex, Moment, Table, toAddress } from '../../components/facts.js';
import { Choice } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { navigate, place } from '../../shell/navigation.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { asAdministrator } from './administrator.js';
import { OrderForm } from './order-form.js';
import { type Order, type OrderKind, orderMessages, ordersOf, STATES } from './orders.js';
import { toOrder, toOrders } from './places.js';

const ORDERS = 25;

/** Orders of one kind: those so far, and another one. */
export function OrdersPart({ kind }: { kind: OrderKind }) {
  const text = orderMessages();
  const cursor = cursorOfPlace();
  const given = new URLSearchParams(place.value.query).get('state');
  const state = STATES.find((known) => known === given);
  const found = useLoaded(
    (signal) => ordersOf(kind, asAdministrator.value).list({ limit: ORDERS, cursor, state, signal }).page(),
    [kind, cursor, state],
  );
  return (
    <>
      <h2 tabIndex={-1}>{text[kind].all}</h2>
      <p>{text[kind].intro}</p>
      <Choice
        label={text.state}
        options={[['', text.any], ...STATES.map((each) => [each, text.states[each]] as const)]}
        chosen={state ?? ''}
        testId="orders-state"
        onChange={({ currentTarget }) => navigate(toOrders(kind, currentTarget.value))}
      />
      <LoadedPart from={found.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{text[kind].none}</p> : <Orders kind={kind} orders={items} />}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
      <h2>{text[kind].propose}</h2>
      <Terms kind={kind} />
      <OrderForm kind={kind} />
    </>
  );
}

function Orders({ kind, orders }: { kind: OrderKind; orders: readonly Order[] }) {
  const text = orderMessages();
  const heads = [text.referenceName, text.amount, text.state, text.approvals, text.proposed];
  return (
    <Table name={text[kind].all} heads={heads}>
      {orders.map(({ id, reference, amount, state, approvals, proposed }) => (
        <tr key={id}>
          <td>
            <a href={toOrder(kind, id)}>
              <bdi>{reference}</bdi>
            </a>
          </td>
          <td>
            <Amount units={amount} />
          </td>
          <td>{text.states[state] ?? <bdi>{state}</bdi>}</td>
          <td>
            {approvals.map(({ by }) => (
              <div key={by}>
                <bdi>{by}</bdi>
              </div>
            ))}
          </td>
          <td>
            <Moment time={new Date(proposed.at)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Where to pay what is to be redeemed, and how much may be ordered in a day. */
function Terms({ kind }: { kind: OrderKind }) {
  const text = orderMessages();
  const found = useLoaded((signal) => asAdministrator.value.getTreasury({ signal }), []);
  return (
    <LoadedPart from={found.value}>
      {({ address, balance, issue_limit_per_day, redemption_limit_per_day }) => (
        <Facts>
          <Fact name={text.perDay}>
            <Amount units={kind === 'issue' ? issue_limit_per_day : redemption_limit_per_day} />
          </Fact>
          {kind === 'redemption' && (
            <>
              <Fact name={text.balance}>
                <Amount units={balance} testId="treasury-balance" />
              </Fact>
              <Fact name={text.treasury} isWide>
                <Hex value={address} to={toAddress(address)} whole />
              </Fact>
            </>
          )}
        </Facts>
      )}
    </LoadedPart>
  );
}
