import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Amount, Moment, Table } from '../../components/facts.js';
import { Choice, Complaint, Field, FormEnd, textsOf } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { MoreButton } from '../../components/more-button.js';
import { QrCode } from '../../components/qr-code.js';
import { en } from '../../messages/my-requests.en.js';
import { ur } from '../../messages/my-requests.ur.js';
import { en as walletEn } from '../../messages/wallet.en.js';
import { ur as walletUr } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { useRegularly } from '../../shell/use-regularly.js';
import { inSession } from './account.js';
import { readUnits } from './payment.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);
const walletMessages = translated(walletEn, walletUr);
const SHOWN = 20;
const LOOK_MS = 5_000;
const HOUR = 3_600;
/** How long a request can be paid, in seconds; for good comes first. The last is the most that the server takes. */
const SPANS = ['', HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR, 365 * 24 * HOUR].map(String);

/** What the person asks others to pay: a form, and their requests with what became of them, newest first. */
export function MyRequests() {
  const text = messages();
  const changes = useSignal(0);
  const looks = useRegularly(LOOK_MS);
  const shown = useSignal<string | undefined>(undefined);
  const limit = useSignal(SHOWN);
  const requests = useLoaded(
    (signal) => inSession(({ as }) => as.listPaymentRequests({ limit: limit.value, signal }).page()),
    [],
    changes.value + looks + limit.value,
  );
  const show = (id: string) => {
    shown.value = id;
  };
  const change = () => {
    changes.value += 1;
  };
  return (
    <section data-testid="my-requests">
      <h3>{text.title}</h3>
      <p>{text.intro}</p>
      <Ask
        onAsked={(id) => {
          show(id);
          change();
        }}
      />
      <LoadedPart from={requests.value}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p>{text.none}</p>
          ) : (
            <>
              <Shown request={items.find(({ id }) => id === shown.value)} />
              <RequestTable requests={items} onShow={show} onChange={change} />
              <MoreButton limit={limit} isMore={nextCursor !== undefined} act={text.more} testId="requests-more" />
            </>
          )
        }
      </LoadedPart>
    </section>
  );
}

function Ask({ onAsked }: { onAsked: (id: string) => void }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfWallet);
  const ask = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = textsOf(form);
    const amount = readUnits(given('amount'));
    if (amount === undefined) {
      words.value = walletMessages().badAmount;
      return;
    }
    const note = given('note').trim() || undefined;
    const reference = given('reference').trim() || undefined;
    const expires_in = Number(given('span')) || undefined;
    void act(async () => {
      const { id } = await inSession(({ as }) => as.requestPayment({ amount, note, reference, expires_in }));
      form.reset();
      onAsked(id);
    });
  };
  return (
    <form onSubmit={ask} noValidate>
      <Field label={text.amount} name="amount" dir="ltr" inputMode="numeric" testId="request-amount" />
      <Field label={text.note} hint={text.noteHint} name="note" dir="auto" required={false} testId="request-note" />
      <Field label={text.reference} name="reference" dir="auto" required={false} testId="request-reference" />
      <Choice
        label={text.span}
        name="span"
        options={SPANS.map((seconds, at) => [seconds, text.spans[at]!] as const)}
        testId="request-span"
      />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.ask} testId="request-ask" />
    </form>
  );
}

/** The request that is handed to who shall pay it. */
function Shown({ request }: { request: LedgerTypes.PaymentRequestResponse | undefined }) {
  const text = messages();
  if (!request) return null;
  return (
    <div class="owner" data-testid="request-shown">
      <p>
        {text.link}:{' '}
        <code dir="ltr" class="whole" data-testid="request-uri">
          {request.uri}
        </code>
      </p>
      <QrCode text={request.uri} name={text.qr} />
    </div>
  );
}

interface RequestTableProps {
  readonly requests: readonly LedgerTypes.PaymentRequestResponse[];
  readonly onShow: (id: string) => void;
  readonly onChange: () => void;
}

function RequestTable({ requests, onShow, onChange }: RequestTableProps) {
  const text = messages();
  const { act, words } = useAct(wordsOfWallet);
  const cancel = (id: string) =>
    void act(async () => {
      await inSession(({ as }) => as.cancelPaymentRequest({ id }));
      onChange();
    });
  return (
    <>
      {words.value && <Complaint words={words.value} />}
      <Table
        name={text.title}
        heads={[text.made, text.until, text.amount, text.paid, text.state, text.note, text.reference, text.acts]}
      >
        {requests.map(({ id, created_at, expires_at, amount, paid_units, state, note, reference }) => (
          <tr key={id} data-testid={`request-${state}`}>
            <td>
              <Moment time={new Date(created_at)} />
            </td>
            <td>{expires_at && <Moment time={new Date(expires_at)} />}</td>
            <td>
              <Amount units={amount} />
            </td>
            <td>
              <Amount units={paid_units} />
            </td>
            <td>{text.states[state] ?? state}</td>
            <td>
              <bdi>{note}</bdi>
            </td>
            <td>
              <bdi>{reference}</bdi>
            </td>
            <td class="acts">
              {(state === 'open' || state === 'underpaid') && (
                <>
                  <button type="button" onClick={() => onShow(id)}>
                    {text.show}
                  </button>
                  <button type="button" data-testid="request-cancel" onClick={() => cancel(id)}>
                    {text.cancel}
                  </button>
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
