import { Complaint } from '../../components/field.js';
import { useAct } from '../../shell/use-act.js';
import { asAdministrator } from './administrator.js';
import { Reject } from './decision.js';
import { type HashedOrder, type OrderKind, orderMessages, ordersOf, wordsOfOrder } from './orders.js';

interface OrderActsProps extends HashedOrder {
  readonly kind: OrderKind;
  readonly onChange: () => void;
}

/** What may be done with an order that is not decided yet. What is approved is the hash of what is shown. */
export function OrderActs({ kind, order, hash, onChange }: OrderActsProps) {
  const text = orderMessages();
  const { act, isBusy, words } = useAct(wordsOfOrder);
  const { id, state } = order;
  if (state !== 'proposed' && state !== 'approved') return null;
  if (order.hash !== hash) return <Complaint words={text.contradiction} />;
  // An approval may count and not be carried out: what is shown is read anew in either case.
  const approve = () => ordersOf(kind, asAdministrator.value).approve({ id, hash }).finally(onChange);
  return (
    <>
      <p>
        {text.hashHint} {text[kind].lastApproval}
      </p>
      {words.value && <Complaint words={words.value} />}
      <p>
        <button
          type="button"
          class="main"
          data-testid="order-approve"
          aria-disabled={isBusy.value}
          onClick={() => void act(async () => void (await approve()))}
        >
          {state === 'proposed' ? text[kind].approve : text.goOn}
        </button>
      </p>
      <p role="status">{isBusy.value && text.asking}</p>
      <Reject
        hint={text.rejectHint}
        testId="order"
        reject={(reason) => ordersOf(kind, asAdministrator.value).reject({ id, reason }).then(onChange)}
        wordsOf={wordsOfOrder}
      />
    </>
  );
}
