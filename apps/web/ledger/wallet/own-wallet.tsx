import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect } from 'preact/hooks';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { Problem } from '../../components/problem.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { ledger } from '../../shell/ledger-client.js';
import { useAct } from '../../shell/use-act.js';
import { Holdings } from './holdings.js';
import { KeyCare } from './key-care.js';
import { NewKey } from './new-key.js';
import { findOwnKey, lock, ownKey, payFromOwnKey, unlock } from './own-key.js';
import { SendForm } from './send-form.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** The wallet whose key this browser keeps. */
export function OwnWallet() {
  const text = messages();
  const error = useSignal<unknown>(undefined);
  useEffect(() => {
    findOwnKey().catch((failure: unknown) => {
      error.value = failure;
    });
  }, []);
  const key = ownKey.value;
  return (
    <section class="wallet">
      <h2>{text.own}</h2>
      {error.value !== undefined && <Problem error={error.value} />}
      {key.state === 'unsupported' && <p>{text.unsupported}</p>}
      {key.state === 'none' && <NewKey />}
      {key.state === 'locked' && <Locked address={key.address} />}
      {key.state === 'open' && <Open address={key.address} />}
    </section>
  );
}

function Locked({ address }: { address: string }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const open = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const passphrase = textsOf(event.currentTarget)('passphrase');
    void act(() => unlock(passphrase));
  };
  return (
    <>
      <p>
        {text.locked}{' '}
        <code dir="ltr" data-testid="wallet-address">
          {address}
        </code>
      </p>
      <form onSubmit={open}>
        <Field label={text.passphrase} name="passphrase" type="password" testId="wallet-passphrase" />
        <FormEnd words={words.value} isBusy={isBusy.value} act={text.unlock} testId="wallet-unlock" />
        <p role="status">{isBusy.value && text.unlocking}</p>
      </form>
      <KeyCare />
    </>
  );
}

function Open({ address }: { address: string }) {
  const text = messages();
  return (
    <>
      <p>
        <button type="button" onClick={lock} data-testid="wallet-lock">
          {text.lock}
        </button>
      </p>
      <Holdings address={address} as={ledger}>
        {(onPaid) => <SendForm pay={(payment) => payFromOwnKey(payment)} onPaid={onPaid} />}
      </Holdings>
      <KeyCare isOpen />
    </>
  );
}
