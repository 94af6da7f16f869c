import type { LedgerTypes } from 'mizan-client';
import { Moment, Table } from '../../components/facts.js';
import { Complaint } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { en } from '../../messages/webhook.en.js';
import { ur } from '../../messages/webhook.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);
const DELIVERIES = 25;
const LOOK_AGAIN_MS = 3_000;

interface DeliveriesProps {
  readonly id: string;
  /** Another number when something was done that shows here. */
  readonly changes: number;
  readonly onChange: () => void;
}

/** What was sent and what came back, newest first, as it changes. */
export function Deliveries({ id, changes, onChange }: DeliveriesProps) {
  const text = messages();
  const cursor = cursorOfPlace();
  const { act, words } = useAct(wordsOfTreasury);
  const found = usePolled({
    load: (signal) => asAdministrator.value.listWebhookDeliveries({ id, limit: DELIVERIES, cursor, signal }).page(),
    inputs: [changes, cursor],
    everyMs: LOOK_AGAIN_MS,
    isDone: () => false,
  });
  const redeliver = (n: number) =>
    void act(() => asAdministrator.value.redeliverWebhookEvent({ id, n }).then(onChange));
  return (
    <>
      <h3>{text.deliveries}</h3>
      {words.value && <Complaint words={words.value} />}
      <LoadedPart from={found.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{text.noDeliveries}</p> : <Sent deliveries={items} onRedeliver={redeliver} />}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
    </>
  );
}

interface SentProps {
  readonly deliveries: readonly LedgerTypes.DeliveryResponse[];
  readonly onRedeliver: (n: number) => void;
}

function Sent({ deliveries, onRedeliver }: SentProps) {
  const text = messages();
  const heads = [text.delivery, text.event, text.status, text.attempts, text.answer, text.at, text.again];
  return (
    <Table name={text.deliveries} heads={heads}>
      {deliveries.map(({ n, kind, status, attempts, answer_status, answer, event_type, created_at, attempted_at }) => (
        <tr key={n}>
          <td>
            {formatNumber(n)}, {text.kinds[kind] ?? <bdi>{kind}</bdi>}
          </td>
          <td>
            <code dir="ltr">{event_type}</code>
          </td>
          <td>{text.statuses[status] ?? <bdi>{status}</bdi>}</td>
          <td>{formatNumber(attempts)}</td>
          <td class="text">
            {answer_status !== null && formatNumber(answer_status)} <bdi>{answer}</bdi>
          </td>
          <td>
            <Moment time={new Date(attempted_at ?? created_at)} />
          </td>
          <td>
            <button type="button" aria-label={text.redeliverOf(formatNumber(n))} onClick={() => onRedeliver(n)}>
              {text.redeliver}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
