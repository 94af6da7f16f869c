import type { LedgerTypes } from 'mizan-client';
import { Moment, Table } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { en } from '../../messages/webhook.en.js';
import { ur } from '../../messages/webhook.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { asAdministrator } from './administrator.js';
import { toWebhook } from './places.js';
import { WebhookForm } from './webhook-form.js';

const messages = translated(en, ur);
const WEBHOOKS = 25;

/** Where events are posted: everybody's webhooks, and another one. */
export function WebhooksPart() {
  const text = messages();
  const cursor = cursorOfPlace();
  const found = useLoaded(
    (signal) => asAdministrator.value.listWebhooks({ limit: WEBHOOKS, cursor, signal }).page(),
    [cursor],
  );
  return (
    <>
      <h2 tabIndex={-1}>{text.webhooks}</h2>
      <LoadedPart from={found.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{text.none}</p> : <Webhooks webhooks={items} />}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
      <h2>{text.make}</h2>
      <WebhookForm />
    </>
  );
}

function Webhooks({ webhooks }: { webhooks: readonly LedgerTypes.WebhookResponse[] }) {
  const text = messages();
  return (
    <Table name={text.webhooks} heads={[text.url, text.state, text.failures, text.owner, text.madeAt]}>
      {webhooks.map(({ id, url, state, failures, owner, created_at }) => (
        <tr key={id}>
          <td>
            <a href={toWebhook(id)}>
              <bdi dir="ltr">{url}</bdi>
            </a>
          </td>
          <td>{text.states[state] ?? <bdi>{state}</bdi>}</td>
          <td>{formatNumber(failures)}</td>
          <td>
            <bdi>{owner}</bdi>
          </td>
          <td>
            <Moment time={new Date(created_at)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
