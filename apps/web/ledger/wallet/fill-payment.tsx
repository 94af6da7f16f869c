import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Choice, Complaint, Field, textsOf } from '../../components/field.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { findAddress } from '../address-text.js';
import { type Contact, type Payment, readUnits } from './payment.js';

const messages = translated(en, ur);

interface FillProps {
  /** To begin with. */
  readonly payment?: Payment;
  readonly contacts: readonly Contact[];
  readonly onFilled: (payment: Payment) => void;
}

/** Takes who is paid, how much, and what for. */
export function Fill({ payment, contacts, onFilled }: FillProps) {
  const text = messages();
  const words = useSignal('');
  const receiver = useRef<HTMLDivElement>(null);
  const fill = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const typed = given('to').trim().toLowerCase();
    const to = await findAddress(given('to'));
    const amount = readUnits(given('amount'));
    const note = given('note').trim() || undefined;
    words.value = to === undefined ? text.badAddress : amount === undefined ? text.badAmount : '';
    // What it is for belongs to this receiver; another one is not paid for the same request.
    const request = to === payment?.to ? payment?.request : undefined;
    if (to !== undefined && amount !== undefined)
      onFilled({
        to,
        spelled: typed === to ? undefined : typed,
        amount,
        note,
        request,
        idempotencyKey: crypto.randomUUID(),
      });
  };
  const choose = (address: string) => {
    const input = receiver.current?.querySelector('input');
    if (input && address !== '') input.value = address;
  };
  return (
    <form onSubmit={fill} noValidate>
      {contacts.length > 0 && (
        <Choice
          label={text.contact}
          name="contact"
          options={[['', text.noContact], ...contacts.map(({ address, name }) => [address, name] as const)]}
          onChange={(event) => choose(event.currentTarget.value)}
          testId="send-contact"
        />
      )}
      <div ref={receiver}>
        <Field
          label={text.to}
          name="to"
          dir="ltr"
          class="wide"
          defaultValue={payment?.spelled ?? payment?.to}
          testId="send-to"
        />
      </div>
      <AmountAndNote payment={payment} />
      {words.value && <Complaint words={words.value} />}
      <button type="submit" data-testid="send-review">
        {text.review}
      </button>
    </form>
  );
}

function AmountAndNote({ payment }: Pick<FillProps, 'payment'>) {
  const text = messages();
  return (
    <>
      <Field
        label={text.amount}
        name="amount"
        dir="ltr"
        inputMode="numeric"
        defaultValue={payment && String(payment.amount)}
        testId="send-amount"
      />
      <Field
        label={text.note}
        hint={text.noteHint}
        name="note"
        dir="auto"
        required={false}
        defaultValue={payment?.note}
        testId="send-note"
      />
    </>
  );
}
