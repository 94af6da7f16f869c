import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CodeField, Complaint, Field, textsOf } from '../../components/field.js';
import { en } from '../../messages/account.en.js';
import { ur } from '../../messages/account.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { askLoginCode, hasEnded, logIn } from './account.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

interface Asked {
  readonly email: string;
  /** The code, where the server shows it. */
  readonly shown?: string;
}

/** By a one-time password: the address first, then the code that came to it. */
export function LogIn() {
  const text = messages();
  const asked = useSignal<Asked | undefined>(undefined);
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const ask = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = textsOf(event.currentTarget)('email').trim();
    void act(async () => {
      asked.value = { email, shown: await askLoginCode(email) };
    });
  };
  return (
    <>
      <p>{hasEnded.value ? text.ended : text.intro}</p>
      <form onSubmit={ask} hidden={asked.value !== undefined}>
        <Field label={text.email} name="email" type="email" dir="ltr" autocomplete="email" testId="login-email" />
        <button type="submit" data-testid="login-ask" aria-disabled={isBusy.value}>
          {text.askCode}
        </button>
      </form>
      {asked.value && (
        <EnterCode
          asked={asked.value}
          onOther={() => {
            asked.value = undefined;
            words.value = '';
          }}
        />
      )}
      {words.value && <Complaint words={words.value} />}
      <p role="status">{isBusy.value && text.asking}</p>
    </>
  );
}

function EnterCode({ asked: { email, shown }, onOther }: { asked: Asked; onOther: () => void }) {
  const text = messages();
  const form = useRef<HTMLFormElement>(null);
  const { act, isBusy, words } = useAct(wordsOfWallet);
  useEffect(() => {
    form.current?.querySelector('input')?.focus();
  }, []);
  const enter = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = textsOf(event.currentTarget)('code');
    void act(() => logIn(email, code));
  };
  return (
    <form onSubmit={enter} ref={form}>
      <p role="status">{shown === undefined ? text.codeSent : text.shownCode(shown)}</p>
      <CodeField label={text.code} testId="login-code" />
      {words.value && <Complaint words={words.value} />}
      <p class="acts">
        <button type="submit" data-testid="login-enter" aria-disabled={isBusy.value}>
          {text.logIn}
        </button>
        <button type="button" onClick={onOther}>
          {text.otherEmail}
        </button>
      </p>
      <p role="status">{isBusy.value && text.loggingIn}</p>
    </form>
  );
}
