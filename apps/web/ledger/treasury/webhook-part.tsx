import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Fact, Facts, Hex, Moment, toAddress } from '../../components/facts.js';
import { Complaint, FormEnd } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/webhook.en.js';
import { ur } from '../../messages/webhook.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { navigate } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { toPart } from './places.js';
import { wordsOfTreasury } from './treasury-words.js';
import { Deliveries } from './webhook-deliveries.js';
import { tellSecret, WebhookSecret } from './webhook-secret.js';

const messages = translated(en, ur);
/** It is delivered and fails meanwhile. */
const LOOK_AGAIN_MS = 3_000;

/** A webhook: its secret when it was just made, how it stands, what was sent. */
export function WebhookPart({ id }: { id: string }) {
  const text = messages();
  const changes = useSignal(0);
  const webhook = usePolled({
    load: (signal) => asAdministrator.value.getWebhook({ id, signal }),
    inputs: [changes.value],
    everyMs: LOOK_AGAIN_MS,
    isDone: ({ state }) => state === 'ended',
  });
  const change = () => {
    changes.value += 1;
  };
  return (
    <>
      <h2 tabIndex={-1}>{text.webhook}</h2>
      <p>
        <a href={toPart('webhooks')}>{text.back}</a>
      </p>
      <WebhookSecret id={id} />
      <LoadedPart from={webhook.value}>
        {(webhook) => (
          <>
            <Terms webhook={webhook} />
            <Acts webhook={webhook} onChange={change} />
            <Deliveries id={id} changes={changes.value} onChange={change} />
            <Delete id={id} />
          </>
        )}
      </LoadedPart>
    </>
  );
}

function Terms({ webhook }: { webhook: LedgerTypes.WebhookResponse }) {
  const text = messages();
  const { url, types, state, reason, failures, address, description, owner, next_attempt_at } = webhook;
  return (
    <Facts>
      <Fact name={text.url} isWide>
        <bdi dir="ltr">{url}</bdi>
      </Fact>
      <Fact name={text.state}>
        <span data-testid="webhook-state">{text.states[state] ?? <bdi>{state}</bdi>}</span>
        {reason !== undefined && (
          <>
            : <bdi>{reason}</bdi>
          </>
        )}
      </Fact>
      <Fact name={text.failures}>{formatNumber(failures)}</Fact>
      {next_attempt_at !== undefined && (
        <Fact name={text.nextAttempt}>
          <Moment time={new Date(next_attempt_at)} />
        </Fact>
      )}
      <Fact name={text.owner}>
        <bdi>{owner}</bdi>
      </Fact>
      {address !== undefined && (
        <Fact name={text.address}>
          <Hex value={address} to={toAddress(address)} />
        </Fact>
      )}
      {description !== undefined && (
        <Fact name={text.description}>
          <bdi>{description}</bdi>
        </Fact>
      )}
      <Fact name={text.types} isWide>
        {types.map((type) => (
          <div key={type}>{text.events[type as keyof typeof text.events] ?? <bdi>{type}</bdi>}</div>
        ))}
      </Fact>
    </Facts>
  );
}

interface ActsProps {
  readonly webhook: LedgerTypes.WebhookResponse;
  readonly onChange: () => void;
}

function Acts({ webhook: { id, state }, onChange }: ActsProps) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const as = asAdministrator.value;
  const other = state === 'active' ? 'paused' : 'active';
  const acts = {
    change: () => as.changeWebhook({ id, state: other }),
    test: () => as.testWebhook({ id }),
    rotate: async () => tellSecret(id, (await as.rotateWebhookSecret({ id })).secret),
  };
  const perform = async (name: keyof typeof acts) => {
    await acts[name]();
    onChange();
  };
  const button = (name: keyof typeof acts, label: string) => (
    <button
      type="button"
      data-testid={`webhook-${name}`}
      aria-disabled={isBusy.value}
      onClick={() => void act(() => perform(name))}
    >
      {label}
    </button>
  );
  return (
    <>
      {words.value && <Complaint words={words.value} />}
      {state !== 'ended' && (
        <p class="acts">
          {button('change', other === 'paused' ? text.pause : text.resume)}
          {button('test', text.test)}
          {button('rotate', text.rotate)}
        </p>
      )}
    </>
  );
}

function Delete({ id }: { id: string }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const remove = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void act(async () => {
      await asAdministrator.value.deleteWebhook({ id });
      navigate(toPart('webhooks'));
    });
  };
  return (
    <details>
      <summary>{text.remove}</summary>
      <form onSubmit={remove}>
        <label class="check">
          <input type="checkbox" required data-testid="webhook-sure" /> {text.removeSure}
        </label>
        <FormEnd words={words.value} isBusy={isBusy.value} act={text.removeAct} testId="webhook-delete" />
      </form>
    </details>
  );
}
