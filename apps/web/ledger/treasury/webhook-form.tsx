import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { en } from '../../messages/webhook.en.js';
import { ur } from '../../messages/webhook.ur.js';
import { translated } from '../../shell/language.js';
import { navigate } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { useRepeatable } from '../../shell/use-repeatable.js';
import { asAdministrator } from './administrator.js';
import { toWebhook } from './places.js';
import { wordsOfTreasury } from './treasury-words.js';
import { tellSecret } from './webhook-secret.js';

const messages = translated(en, ur);

/** Makes a webhook, and goes to it with its secret. */
export function WebhookForm() {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const repeatable = useRepeatable();
  const make = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = (name: string) => textsOf(form)(name).trim();
    const types = new FormData(form).getAll('types') as LedgerTypes.LedgerEventType[];
    words.value = types.length === 0 ? text.noType : '';
    if (types.length === 0) return;
    const request = {
      url: given('url'),
      types,
      address: given('address') || undefined,
      description: given('description') || undefined,
    };
    void act(async () => {
      const { id, secret } = await repeatable(request, asAdministrator.value.createWebhook);
      tellSecret(id, secret);
      navigate(toWebhook(id));
    });
  };
  return (
    <form onSubmit={make}>
      <Field label={text.url} hint={text.urlHint} name="url" type="url" dir="ltr" testId="webhook-url" />
      <fieldset>
        <legend>{text.types}</legend>
        {Object.entries(text.events).map(([type, name]) => (
          <label key={type} class="check">
            <input type="checkbox" name="types" value={type} data-testid={`webhook-${type}`} /> {name}
          </label>
        ))}
      </fieldset>
      <Field
        label={text.address}
        hint={text.addressHint}
        name="address"
        dir="ltr"
        required={false}
        testId="webhook-address"
      />
      <Field
        label={text.description}
        name="description"
        dir="auto"
        maxLength={200}
        required={false}
        testId="webhook-description"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.makeAct} testId="webhook-make" />
    </form>
  );
}
