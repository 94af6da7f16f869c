import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { Complaint } from '../../components/field.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { removeKey, showKey } from './own-key.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** A copy of the key for its owner while it is open, and its end in this browser. */
export function KeyCare({ isOpen }: { isOpen?: boolean }) {
  const text = messages();
  const isShown = useSignal(false);
  const { act, words } = useAct(wordsOfWallet);
  const remove = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void act(removeKey);
  };
  return (
    <>
      {isOpen && (
        <p>
          <button
            type="button"
            data-testid="wallet-show"
            aria-expanded={isShown.value}
            onClick={() => {
              isShown.value = !isShown.value;
            }}
          >
            {isShown.value ? text.hide : text.show}
          </button>
        </p>
      )}
      {isOpen && isShown.value && (
        <p>
          {text.showHint}{' '}
          <code dir="ltr" data-testid="wallet-key">
            {showKey()}
          </code>
        </p>
      )}
      <details>
        <summary>{text.remove}</summary>
        <form onSubmit={remove}>
          <p>{text.removeHint}</p>
          <label class="check">
            <input type="checkbox" required /> {text.removeSure}
          </label>
          {words.value && <Complaint words={words.value} />}
          <button type="submit" data-testid="wallet-remove">
            {text.removeAct}
          </button>
        </form>
      </details>
    </>
  );
}
