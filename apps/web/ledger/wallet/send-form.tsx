import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Amount, Fact, Facts, Hex, Moment, toTransaction } from '../../components/facts.js';
import { QrCode } from '../../components/qr-code.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { Fill } from './fill-payment.js';
import { PayRequest } from './pay-request.js';
import type { Contact, Paid, Payment } from './payment.js';
import { Review } from './review.js';

const messages = translated(en, ur);

interface SendFormProps {
  /** @param code of a second step, where {@link askCode} was needed */
  readonly pay: (payment: Payment, code?: string) => Promise<Paid>;
  /** Has a code for a payment sent to its owner. @returns the code, where the server shows it */
  readonly askCode?: () => Promise<string | undefined>;
  readonly onPaid: () => void;
  /** To choose from. */
  readonly contacts?: readonly Contact[];
}

type Step =
  | { readonly name: 'fill'; readonly payment?: Payment }
  | { readonly name: 'review'; readonly payment: Payment }
  | { readonly name: 'sent'; readonly payment: Payment; readonly paid: Paid; readonly time: Date };

/** Who is paid how much, then a question that repeats both, then a receipt. */
export function SendForm({ pay, askCode, onPaid, contacts = [] }: SendFormProps) {
  const text = messages();
  const step = useSignal<Step>({ name: 'fill' });
  const heading = useRef<HTMLHeadingElement>(null);
  const { name } = step.value;
  const before = useRef(name);
  useEffect(() => {
    if (before.current !== name) heading.current?.focus();
    before.current = name;
  }, [name]);
  const titles = { fill: text.send, review: text.reviewTitle, sent: text.receipt };
  return (
    <section class="step">
      <h3 ref={heading} tabIndex={-1}>
        {titles[name]}
      </h3>
      {step.value.name === 'fill' && (
        <>
          <Fill
            payment={step.value.payment}
            contacts={contacts}
            onFilled={(payment) => {
              step.value = { name: 'review', payment };
            }}
          />
          <PayRequest
            onFound={(payment) => {
              step.value = { name: 'review', payment };
            }}
          />
        </>
      )}
      {step.value.name === 'review' && (
        <Review
          payment={step.value.payment}
          pay={pay}
          askCode={askCode}
          onChange={(payment) => {
            step.value = { name: 'fill', payment };
          }}
          onPaid={(payment, paid) => {
            step.value = { name: 'sent', payment, paid, time: new Date() };
            onPaid();
          }}
        />
      )}
      {step.value.name === 'sent' && (
        <Receipt
          {...step.value}
          onAnother={() => {
            step.value = { name: 'fill' };
          }}
        />
      )}
    </section>
  );
}

interface ReceiptProps {
  readonly payment: Payment;
  readonly paid: Paid;
  readonly time: Date;
  readonly onAnother: () => void;
}

function Receipt({ payment: { to, amount, note }, paid: { txid }, time, onAnother }: ReceiptProps) {
  const text = messages();
  return (
    <div data-testid="send-receipt">
      <p role="status">{text.sent(formatNumber(amount))}</p>
      <div class="owner">
        <Facts>
          <Fact name={text.to} isWide>
            <Hex value={to} whole />
          </Fact>
          <Fact name={text.amount}>
            <Amount units={amount} />
          </Fact>
          {note !== undefined && (
            <Fact name={text.note} isWide>
              <bdi>{note}</bdi>
            </Fact>
          )}
          <Fact name={text.time}>
            <Moment time={time} />
          </Fact>
          <Fact name={text.transaction} isWide>
            <Hex value={txid} to={toTransaction(txid)} whole />
          </Fact>
        </Facts>
        <QrCode text={new URL(toTransaction(txid), location.href).href} name={text.receiptQr} />
      </div>
      <p class="acts">
        <button type="button" onClick={() => print()}>
          {text.print}
        </button>
        <button type="button" onClick={onAnother}>
          {text.another}
        </button>
      </p>
    </div>
  );
}
