import type { TargetedSubmitEvent } from 'preact';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { navigate } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { useRepeatable } from '../../shell/use-repeatable.js';
import { findAddress } from '../address-text.js';
import { readUnits } from '../wallet/payment.js';
import { asAdministrator } from './administrator.js';
import { type OrderKind, orderMessages, wordsOfOrder } from './orders.js';
import { toOrder } from './places.js';

/** Proposes an order, and goes to it. Nothing is minted or burnt by it. */
export function OrderForm({ kind }: { kind: OrderKind }) {
  const text = orderMessages();
  const { act, isBusy, words } = useAct(wordsOfOrder);
  const repeatable = useRepeatable();
  const propose = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const address = kind === 'issue' ? await findAddress(given('address')) : '';
    const amount = readUnits(given('amount'));
    words.value = address === undefined ? text.badAddress : amount === undefined ? text.badAmount : '';
    if (address === undefined || amount === undefined) return;
    const common = { amount, reference: given('reference').trim() };
    const { proposeIssue, proposeRedemption } = asAdministrator.value;
    void act(async () => {
      const { id } = await (kind === 'issue'
        ? repeatable({ address, ...common }, proposeIssue)
        : repeatable(common, proposeRedemption));
      navigate(toOrder(kind, id));
    });
  };
  return (
    <form onSubmit={propose}>
      {kind === 'issue' && <Field label={text.issue.address} name="address" dir="ltr" testId="order-address" />}
      <Field label={text.amount} name="amount" dir="ltr" inputMode="numeric" testId="order-amount" />
      <Field
        label={text.referenceName}
        hint={text[kind].reference}
        name="reference"
        dir="auto"
        maxLength={64}
        testId="order-reference"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.proposeAct} testId="order-propose" />
      <p role="status">{isBusy.value && text.asking}</p>
    </form>
  );
}
