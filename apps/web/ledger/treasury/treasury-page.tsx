import '../address.css';
import './treasury.css';
import { useEffect, useRef } from 'preact/hooks';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { Titled } from '../../shell/application.js';
import { translated } from '../../shell/language.js';
import { place } from '../../shell/navigation.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { isOpenToAll, token } from './administrator.js';
import { TokenForm, WhoActs } from './administrator-access.js';
import { AssessmentPart } from './assessment-part.js';
import { LogPart } from './log-part.js';
import { OrderPart } from './order-part.js';
import { OrdersPart } from './orders-part.js';
import { PARTS, type Part, toPart } from './places.js';
import { PoolPart } from './pool-part.js';
import { VoucherPart } from './voucher-part.js';
import { VouchersPart } from './vouchers-part.js';
import { WebhookPart } from './webhook-part.js';
import { WebhooksPart } from './webhooks-part.js';
import { ZakatPart } from './zakat-part.js';

const messages = translated(en, ur);

export default function TreasuryPage() {
  const text = messages();
  const hasToken = token.value !== undefined;
  const admitted = useLoaded(async (signal) => hasToken || (await isOpenToAll(signal)), [hasToken]);
  return (
    <Titled title={text.title}>
      <div class="treasury">
        <LoadedPart from={admitted.value}>
          {(isAdmitted) =>
            isAdmitted ? (
              <Treasury />
            ) : (
              <>
                <p>{text.intro}</p>
                <TokenForm />
              </>
            )
          }
        </LoadedPart>
      </div>
    </Titled>
  );
}

/** The part that the address names. */
function Treasury() {
  const { query } = place.value;
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(query);
  useEffect(() => {
    if (before.current !== query) box.current?.querySelector('h2')?.focus();
    before.current = query;
  }, [query]);
  const part = partOf(new URLSearchParams(query));
  return (
    <div ref={box}>
      <WhoActs />
      <Parts current={part} />
      <Shown part={part} query={new URLSearchParams(query)} />
    </div>
  );
}

function partOf(query: URLSearchParams): Part {
  if (query.has('voucher')) return 'vouchers';
  if (query.has('webhook')) return 'webhooks';
  if (query.has('issue')) return 'issues';
  if (query.has('redemption')) return 'redemptions';
  return PARTS.find((part) => part === query.get('show')) ?? 'zakat';
}

function Parts({ current }: { current: Part }) {
  const text = messages();
  return (
    <nav class="parts" aria-label={text.title}>
      {PARTS.map((part) => (
        <a key={part} href={toPart(part)} aria-current={part === current ? 'page' : undefined}>
          {text.parts[part]}
        </a>
      ))}
    </nav>
  );
}

function Shown({ part, query }: { part: Part; query: URLSearchParams }) {
  const [assessment, voucher, webhook] = ['assessment', 'voucher', 'webhook'].map((name) => query.get(name));
  const [issue, redemption] = ['issue', 'redemption'].map((name) => query.get(name));
  if (assessment) return <AssessmentPart key={assessment} id={assessment} />;
  if (voucher) return <VoucherPart key={voucher} id={voucher} />;
  if (webhook) return <WebhookPart key={webhook} id={webhook} />;
  if (issue) return <OrderPart key={issue} kind="issue" id={issue} />;
  if (redemption) return <OrderPart key={redemption} kind="redemption" id={redemption} />;
  if (part === 'issues') return <OrdersPart key={part} kind="issue" />;
  if (part === 'redemptions') return <OrdersPart key={part} kind="redemption" />;
  if (part === 'vouchers') return <VouchersPart />;
  if (part === 'pool') return <PoolPart />;
  if (part === 'log') return <LogPart />;
  if (part === 'webhooks') return <WebhooksPart />;
  return <ZakatPart />;
}
