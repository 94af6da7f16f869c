import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
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
  const { act, words } = useAct(wordsOfWallet);
  const changed = useSignal<LedgerTypes.ContactResponse | undefined>(undefined);
  const kept = contacts.find(({ id }) => id === changed.value?.id);
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
          {contacts.map((contact) => {
            const { id, name, address } = contact;
            return (
              <tr key={id}>
                <td>
                  <bdi>{name}</bdi>
                </td>
                <td>
                  <Hex value={address} to={toAddress(address)} />
                </td>
                <td class="acts">
                  <button
                    type="button"
                    data-testid="contact-change"
                    onClick={() => {
                      changed.value = contact;
                    }}
                  >
                    {text.change(name)}
                  </button>
                  <button type="button" onClick={() => remove(id)}>
                    {text.remove(name)}
                  </button>
                </td>
              </tr>
            );
          })}
        </Table>
      )}
      {words.value && <Complaint words={words.value} />}
      <ContactForm
        key={kept?.id}
        contact={kept}
        onDone={() => {
          changed.value = undefined;
          onChange();
        }}
      />
    </section>
  );
}

interface ContactFormProps {
  /** The one that is changed; none is added to the list. */
  readonly contact: LedgerTypes.ContactResponse | undefined;
  readonly onDone: () => void;
}

function ContactForm({ contact, onDone }: ContactFormProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (contact) form.current?.querySelector('input')?.focus();
  }, []);
  const save = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const fields = { name: given('name'), address: given('address').trim() };
    void act(async () => {
      await inSession(({ as }) => (contact ? as.changeContact({ id: contact.id, ...fields }) : as.addContact(fields)));
      form.current?.reset();
      onDone();
    });
  };
  return (
    <form ref={form} onSubmit={save}>
      <Field
        label={text.name}
        name="name"
        dir="auto"
        maxLength={80}
        defaultValue={contact?.name}
        testId="contact-name"
      />
      <Field
        label={text.address}
        name="address"
        dir="ltr"
        class="wide"
        defaultValue={contact?.address}
        testId="contact-address"
      />
      {words.value && <Complaint words={words.value} />}
      <p class="acts">
        <button type="submit" data-testid={contact ? 'contact-save' : 'contact-add'} aria-disabled={isBusy.value}>
          {contact ? text.save : text.add}
        </button>
        {contact && (
          <button type="button" onClick={onDone}>
            {text.leave}
          </button>
        )}
      </p>
    </form>
  );
}
