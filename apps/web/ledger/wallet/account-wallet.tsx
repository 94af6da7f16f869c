import { useSignal } from '@preact/signals';
import { Complaint } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/account.en.js';
import { ur } from '../../messages/account.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { askPaymentCode, inSession, logOut, payFromAccount, type Session, session } from './account.js';
import { Holdings } from './holdings.js';
import { LogIn } from './log-in.js';
import { MyContacts } from './my-contacts.js';
import { MyKeys } from './my-keys.js';
import { MyRequests } from './my-requests.js';
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
  const changes = useSignal(0);
  const contacts = useLoaded((signal) => inSession((of) => of.as.listContacts({ signal }).page()), [], changes.value);
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
        {(onPaid) => (
          <SendForm
            pay={payFromAccount}
            askCode={askPaymentCode}
            onPaid={onPaid}
            contacts={contacts.value.value?.items}
          />
        )}
      </Holdings>
      <MyRequests />
      <LoadedPart from={contacts.value}>
        {({ items }) => (
          <MyContacts
            contacts={items}
            onChange={() => {
              changes.value += 1;
            }}
          />
        )}
      </LoadedPart>
      <MyZakat />
      <MyKeys />
    </>
  );
}
