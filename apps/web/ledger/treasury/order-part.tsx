import { useSignal } from '@preact/signals';
import { Amount, Fact, Facts, Hex, toAddress } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { Approvals, Outcome } from './decision.js';
import { OrderActs } from './order-acts.js';
import { type HashedOrder, type OrderKind, orderMessages, readOrder } from './orders.js';
import { toPart } from './places.js';

/** Others approve and reject it meanwhile. */
const LOOK_AGAIN_MS = 4_000;

/** An order to issue or to redeem units, from its proposal to its transaction. */
export function OrderPart({ kind, id }: { kind: OrderKind; id: string }) {
  const text = orderMessages();
  const changes = useSignal(0);
  const treasury = useLoaded((signal) => asAdministrator.value.getTreasury({ signal }), []);
  const found = usePolled({
    load: (signal) => readOrder(kind, { id, signal }, asAdministrator.value),
    inputs: [changes.value],
    everyMs: LOOK_AGAIN_MS,
    isDone: ({ order: { state } }) => state === 'mined' || state === 'rejected',
  });
  return (
    <>
      <h2 tabIndex={-1}>{text[kind].one}</h2>
      <p>
        <a href={toPart(kind === 'issue' ? 'issues' : 'redemptions')}>{text[kind].back}</a>
      </p>
      <LoadedPart from={found.value}>
        {(hashed) => (
          <>
            <Terms kind={kind} {...hashed} />
            <Approvals of={hashed.order} needed={treasury.value.value?.approvals} />
            <Outcome name={text.mined} done={hashed.order.mined} rejected={hashed.order.rejected} />
            <OrderActs
              kind={kind}
              {...hashed}
              onChange={() => {
                changes.value += 1;
              }}
            />
          </>
        )}
      </LoadedPart>
    </>
  );
}

function Terms({ kind, order: { amount, state, reference, address }, hash }: { kind: OrderKind } & HashedOrder) {
  const text = orderMessages();
  return (
    <Facts>
      <Fact name={text.amount}>
        <strong>
          <Amount units={amount} testId="order-units" />
        </strong>
      </Fact>
      <Fact name={text.state}>
        <span data-testid="order-state">{text.states[state] ?? <bdi>{state}</bdi>}</span>
      </Fact>
      <Fact name={text.referenceName} isWide>
        <bdi data-testid="order-reference-shown">{reference}</bdi>
      </Fact>
      <Fact name={text[kind].address} isWide>
        <Hex value={address} to={toAddress(address)} whole />
      </Fact>
      <Fact name={text.hash} isWide>
        <span data-testid="order-hash">
          <Hex value={hash} whole />
        </span>
      </Fact>
    </Facts>
  );
}
