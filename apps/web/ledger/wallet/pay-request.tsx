import type { TargetedSubmitEvent } from 'preact';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { en } from '../../messages/my-requests.en.js';
import { ur } from '../../messages/my-requests.ur.js';
import { translated } from '../../shell/language.js';
import { ledger } from '../../shell/ledger-client.js';
import { useAct } from '../../shell/use-act.js';
import { type Payment, readRequestText } from './payment.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** The request cannot be paid, for the reason that its words say. */
class NotPayable extends Error {
  override readonly name = 'NotPayable';
}

/** Takes a payment request that somebody has sent, and has what is left of it reviewed. */
export function PayRequest({ onFound }: { onFound: (payment: Payment) => void }) {
  const text = messages();
  const { act, isBusy, words } = useAct((error) =>
    error instanceof NotPayable ? error.message : wordsOfWallet(error),
  );
  const find = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget)('request');
    void act(async () => onFound(await findPayment(given)));
  };
  return (
    <>
      <h4>{text.pay}</h4>
      <form onSubmit={find} noValidate>
        <Field label={text.payLabel} name="request" dir="ltr" class="wide" testId="pay-request" />
        <FormEnd words={words.value} isBusy={isBusy.value} act={text.payFind} testId="pay-request-find" />
      </form>
    </>
  );
}

/** @throws NotPayable · MizanError */
async function findPayment(given: string): Promise<Payment> {
  const text = messages();
  const asked = readRequestText(given);
  if (!asked) throw new NotPayable(text.badRequest);
  const { id, address, checksummed_address, state, amount, paid_units, note } = await ledger.getPaymentRequest(asked);
  if (state !== 'open' && state !== 'underpaid') throw new NotPayable(text.closed(text.states[state] ?? state));
  // The address that was given is what its owner wrote; a server that names another one is not to be paid.
  if (asked.address !== undefined && asked.address !== address && asked.address !== checksummed_address)
    throw new NotPayable(text.otherAddress);
  return { to: address, amount: amount - paid_units, note, request: id, idempotencyKey: crypto.randomUUID() };
}
