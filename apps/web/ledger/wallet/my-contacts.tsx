import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Hex, Table, toAddress } from '../../components/facts.js';
import { Complaint, Field, textsOf } from '../../components/field.js';
import { en } from '../../messages/contacts.en.js';
import { ur } from '../../messages/contacts.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { inSession } from './account.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

interface MyContactsProps {
  readonly contacts: readonly LedgerTypes.ContactResponse[];
  readonly onChange: () => void;
}

/** Names that the person gave to addresses; the form that pays offers them. */
export function MyContacts({ contacts, onChange }: MyContactsProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const add = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = textsOf(form);
    void act(async () => {
      const contact = { name: given('name'), address: given('address').trim() };
      await inSession(({ as }) => as.addContact(contact));
      form.reset();
      onChange();
    });
  };
  const remove = (id: string) =>
    void act(async () => {
      await inSession(({ as }) => as.deleteContact({ id }));
      onChange();
    });
  return (
    <section data-testid="my-contacts">
      <h3>{text.title}</h3>
      {contacts.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <Table name={text.title} heads={[text.name, text.address, text.acts]}>
          {contacts.map(({ id, name, address }) => (
            <tr key={id}>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>
                <Hex value={address} to={toAddress(address)} />
              </td>
              <td>
                <button type="button" onClick={() => remove(id)}>
                  {text.remove(name)}
                </button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <form onSubmit={add}>
        <Field label={text.name} name="name" dir="auto" maxLength={80} testId="contact-name" />
        <Field label={text.address} name="address" dir="ltr" class="wide" testId="contact-address" />
        {words.value && <Complaint words={words.value} />}
        <button type="submit" data-testid="contact-add" aria-disabled={isBusy.value}>
          {text.add}
        </button>
      </form>
    </section>
  );
}
