import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { en } from '../../messages/webhook.en.js';
import { ur } from '../../messages/webhook.ur.js';
import { translated } from '../../shell/language.js';

const messages = translated(en, ur);

/** What signs the requests of a webhook, which the server tells once. It is in memory until it is hidden or the webhook is left. */
const told = signal<{ readonly id: string; readonly secret: string } | undefined>(undefined);

export function tellSecret(id: string, secret: string): void {
  told.value = { id, secret };
}

function forget(): void {
  told.value = undefined;
}

addEventListener('pagehide', forget);

/** Shows the secret that was just made for this webhook. */
export function WebhookSecret({ id }: { id: string }) {
  const text = messages();
  useEffect(() => forget, []);
  if (told.value?.id !== id) return null;
  return (
    <section class="secret" role="status">
      <p>{text.secretHint}</p>
      <p>
        <code class="once" dir="ltr" data-testid="webhook-secret">
          {told.value.secret}
        </code>
      </p>
      <p>
        <button type="button" data-testid="webhook-secret-hide" onClick={forget}>
          {text.secretHide}
        </button>
      </p>
    </section>
  );
}
