import type { TargetedSubmitEvent } from 'preact';
import { Complaint, Field, textsOf } from '../../components/field.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { keepKey } from './own-key.js';
import { SHORTEST_PASSPHRASE } from './sealed-key.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** Makes a key in this browser, or takes one that its owner has. */
export function NewKey() {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const keep = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const hex = event.currentTarget.elements.namedItem('key') ? given('key') : undefined;
    void act(() => keepKey(given('passphrase'), hex));
  };
  const passphrase = {
    label: text.passphrase,
    hint: text.passphraseHint,
    name: 'passphrase',
    type: 'password' as const,
    minLength: SHORTEST_PASSPHRASE,
  };
  return (
    <>
      <p>{text.ownIntro}</p>
      <form onSubmit={keep}>
        <Field {...passphrase} testId="wallet-passphrase" />
        <button type="submit" data-testid="wallet-make" aria-disabled={isBusy.value}>
          {text.make}
        </button>
      </form>
      <details>
        <summary>{text.importKey}</summary>
        <form onSubmit={keep}>
          <Field label={text.privateKey} name="key" type="password" dir="ltr" testId="wallet-import-key" />
          <Field {...passphrase} testId="wallet-import-passphrase" />
          <button type="submit" data-testid="wallet-import" aria-disabled={isBusy.value}>
            {text.importAct}
          </button>
        </form>
      </details>
      {words.value && <Complaint words={words.value} />}
      <p role="status">{isBusy.value && text.sealing}</p>
    </>
  );
}
