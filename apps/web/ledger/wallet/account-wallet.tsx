import { Complaint } from '../../components/field.js';
import { en } from '../../messages/account.en.js';
import { ur } from '../../messages/account.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { askPaymentCode, logOut, payFromAccount, type Session, session } from './account.js';
import { Holdings } from './holdings.js';
import { LogIn } from './log-in.js';
import { MyKeys } from './my-keys.js';
import { MyZakat } from './my-zakat.js';
import { SendForm } from './send-form.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** The wallet of a person who registered, whose key the server keeps. */
export function AccountWallet() {
  return (
    <section class="wallet">
      <h2>{messages().title}</h2>
      {session.value ? <LoggedIn session={session.value} /> : <LogIn />}
    </section>
  );
}

function LoggedIn({ session: { profile, as } }: { session: Session }) {
  const text = messages();
  const { act, words } = useAct(wordsOfWallet);
  const [before, after] = text.loggedIn;
  return (
    <>
      <p role="status">
        {before}
        <bdi data-testid="account-name">{profile.full_name}</bdi>
        {after}
      </p>
      <p>
        <button type="button" data-testid="log-out" onClick={() => void act(logOut)}>
          {text.logOut}
        </button>
      </p>
      {words.value && <Complaint words={words.value} />}
      <Holdings address={profile.wallet_address} as={as}>
        {(onPaid) => <SendForm pay={payFromAccount} askCode={askPaymentCode} onPaid={onPaid} />}
      </Holdings>
      <MyZakat />
      <MyKeys />
    </>
  );
}
