import type { TargetedSubmitEvent } from 'preact';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { takeToken, token } from './administrator.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);

/** Asks for the token of an administrator. */
export function TokenForm() {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const take = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget)('token').trim();
    if (given !== '') void act(() => takeToken(given));
  };
  return (
    <form onSubmit={take}>
      <Field
        label={text.token}
        hint={text.tokenHint}
        name="token"
        type="password"
        dir="ltr"
        maxLength={200}
        testId="administrator-token"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.use} testId="use-token" />
      <p role="status">{isBusy.value && text.asking}</p>
    </form>
  );
}

/** Who acts here: the holder of a token, who may put it away, or anyone, who may act under a name. */
export function WhoActs() {
  const text = messages();
  if (token.value !== undefined) {
    return (
      <p>
        {text.withToken}{' '}
        <button type="button" data-testid="forget-token" onClick={() => (token.value = undefined)}>
          {text.forget}
        </button>
      </p>
    );
  }
  return (
    <details>
      <summary>{text.openToAll}</summary>
      <TokenForm />
    </details>
  );
}
