import { useSignal } from '@preact/signals';
import { type LedgerTypes, OutcomeUnknown } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Field, FormEnd, textsOf } from '../../components/field.js';
import { en } from '../../messages/my-keys.en.js';
import { ur } from '../../messages/my-keys.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { askPaymentCode, inSession } from './account.js';
import { AskedCode, wantsCode } from './asked-code.js';
import { type KeyTerms, readKeyTerms, SCOPES } from './key-terms.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** A form for a key, and the key once it is made: it is in the memory of the page until its owner has copied it. */
export function MakeKey({ onMade }: { onMade: () => void }) {
  const text = messages();
  const made = useSignal<LedgerTypes.MadeKeyResponse | undefined>(undefined);
  if (made.value) {
    return (
      <MadeKey
        made={made.value}
        onCopied={() => {
          made.value = undefined;
        }}
      />
    );
  }
  return (
    <details>
      <summary data-testid="key-form">{text.make}</summary>
      <KeyForm
        onMade={(key) => {
          made.value = key;
          onMade();
        }}
        onUnclear={onMade}
      />
    </details>
  );
}

function MadeKey({ made: { name, key }, onCopied }: { made: LedgerTypes.MadeKeyResponse; onCopied: () => void }) {
  const text = messages();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => shown.current?.focus(), []);
  return (
    <div ref={shown} tabIndex={-1} class="made-key">
      <p role="status">{text.made(name)}</p>
      <p>
        <code dir="ltr" data-testid="key-secret">
          {key}
        </code>
      </p>
      <button type="button" data-testid="key-copied" onClick={onCopied}>
        {text.copied}
      </button>
    </div>
  );
}

interface KeyFormProps {
  readonly onMade: (key: LedgerTypes.MadeKeyResponse) => void;
  /** The answer was lost: it may have been made. */
  readonly onUnclear: () => void;
}

function KeyForm({ onMade, onUnclear }: KeyFormProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const code = useSignal<{ shown?: string } | undefined>(undefined);
  const make = async (terms: KeyTerms, otp?: string): Promise<void> => {
    try {
      onMade(await inSession(({ as }) => as.makeMyKey({ ...terms, otp })));
    } catch (error) {
      if (error instanceof OutcomeUnknown) {
        onUnclear();
        words.value = text.unclear;
        return;
      }
      if (!wantsCode(error)) throw error;
      code.value = { shown: await askPaymentCode() };
    }
  };
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const terms = readKeyTerms(given, new FormData(event.currentTarget).getAll('scope').map(String));
    if (terms === 'bad number') words.value = text.badNumber;
    else if (terms === 'no scope') words.value = text.noScope;
    else void act(() => make(terms, code.value && given('code')));
  };
  return (
    <form onSubmit={submit}>
      <KeyFields />
      {code.value && <AskedCode shown={code.value.shown} sent={text.code} testId="key-code" />}
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.act} testId="key-make" />
      <p role="status">{isBusy.value && text.making}</p>
    </form>
  );
}

function KeyFields() {
  const text = messages();
  const paysOut = useSignal(false);
  const units = { dir: 'ltr', inputMode: 'numeric', required: false } as const;
  return (
    <>
      <Field label={text.name} hint={text.nameHint} name="name" maxLength={100} testId="key-name" />
      <fieldset>
        <legend>{text.scopes}</legend>
        {SCOPES.map((scope) => (
          <label class="check" key={scope}>
            <input
              type="checkbox"
              name="scope"
              value={scope}
              data-testid={`key-scope-${scope}`}
              onChange={({ currentTarget }) => {
                if (scope === 'send') paysOut.value = currentTarget.checked;
              }}
            />{' '}
            {text.scope[scope]}
          </label>
        ))}
      </fieldset>
      {paysOut.value && (
        <>
          <Field label={text.limit} name="limit" testId="key-limit" {...units} />
          <Field label={text.addresses} hint={text.listHint} name="addresses" class="wide" dir="ltr" required={false} />
        </>
      )}
      <Field label={text.networks} hint={text.listHint} name="networks" class="wide" dir="ltr" required={false} />
      <Field label={text.days} name="days" testId="key-days" {...units} />
    </>
  );
}
