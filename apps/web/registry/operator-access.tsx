import type { TargetedSubmitEvent } from 'preact';
import { en } from '../messages/operator.en.js';
import { ur } from '../messages/operator.ur.js';
import { translated } from '../shell/language.js';
import { token } from './operator.js';

const messages = translated(en, ur);

/** Takes an administrator's token, which wallets and reserves ask for in production. */
export function OperatorAccess() {
  const text = messages();
  if (token.value !== undefined) {
    return (
      <button type="button" data-testid="forget-token" onClick={() => (token.value = undefined)}>
        {text.leave}
      </button>
    );
  }
  const take = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('token')).trim();
    if (given !== '') token.value = given;
  };
  return (
    <details class="operator">
      <summary>{text.administrator}</summary>
      <form class="search" onSubmit={take}>
        <label>
          <span class="unseen">{text.token}</span>
          <input
            name="token"
            type="password"
            dir="ltr"
            autocomplete="off"
            maxLength={200}
            placeholder={text.token}
            data-testid="administrator-token"
          />
        </label>
        <button type="submit">{text.use}</button>
      </form>
    </details>
  );
}
