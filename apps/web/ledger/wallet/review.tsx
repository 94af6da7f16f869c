import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { Amount, Fact, Facts, Hex } from '../../components/facts.js';
import { Complaint, textsOf } from '../../components/field.js';
import { en as accountEn } from '../../messages/account.en.js';
import { ur as accountUr } from '../../messages/account.ur.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { AskedCode, wantsCode } from './asked-code.js';
import type { Paid, Payment } from './payment.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);
const accountMessages = translated(accountEn, accountUr);

interface ReviewProps {
  readonly payment: Payment;
  readonly pay: (payment: Payment, code?: string) => Promise<Paid>;
  readonly askCode?: () => Promise<string | undefined>;
  readonly onChange: (payment: Payment) => void;
  readonly onPaid: (payment: Payment, paid: Paid) => void;
}

/** Repeats address and amount, and pays when its owner says yes; asks for a code where the server wants one. */
export function Review({ payment, pay, askCode, onChange, onPaid }: ReviewProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const code = useSignal<{ shown?: string } | undefined>(undefined);
  const confirm = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = code.value ? textsOf(event.currentTarget)('code') : undefined;
    void act(async () => {
      try {
        onPaid(payment, await pay(payment, given));
      } catch (error) {
        if (!askCode || !wantsCode(error)) throw error;
        code.value = { shown: await askCode() };
      }
    });
  };
  return (
    <form onSubmit={confirm}>
      <Facts>
        <Fact name={text.to} isWide>
          <span data-testid="review-to">
            <Hex value={payment.to} whole />
          </span>
        </Fact>
        {payment.spelled !== undefined && (
          <Fact name={text.spelled} isWide>
            <span data-testid="review-spelled">
              <Hex value={payment.spelled} whole />
            </span>
          </Fact>
        )}
        <Fact name={text.amount} isWide>
          <strong>
            <Amount units={payment.amount} testId="review-amount" />
          </strong>
        </Fact>
        {payment.note !== undefined && (
          <Fact name={text.note} isWide>
            <bdi data-testid="review-note">{payment.note}</bdi>
          </Fact>
        )}
        {payment.request !== undefined && (
          <Fact name={text.request} isWide>
            <Hex value={payment.request} whole />
          </Fact>
        )}
      </Facts>
      <p>{text.reviewNote}</p>
      {code.value && <AskedCode shown={code.value.shown} sent={accountMessages().paymentCode} testId="send-code" />}
      {words.value && <Complaint words={words.value} />}
      <p class="acts">
        <button type="submit" data-testid="send-confirm" aria-disabled={isBusy.value}>
          {text.confirm}
        </button>
        <button type="button" onClick={() => !isBusy.value && onChange(payment)}>
          {text.change}
        </button>
      </p>
      <p role="status">{isBusy.value && text.sending}</p>
    </form>
  );
}
