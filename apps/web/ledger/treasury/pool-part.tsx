import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Amount, Table } from '../../components/facts.js';
import { Complaint, Field, textsOf } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/return.en.js';
import { ur } from '../../messages/return.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { navigate, place } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { findPool, PoolReport } from '../pool/pool-report.js';
import { asAdministrator } from './administrator.js';
import { toReturn } from './places.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);

/** The return of a period, and the report of the pool. */
export function PoolPart() {
  const text = messages();
  const changes = useSignal(0);
  const found = useLoaded((signal) => findPool(asAdministrator.value, signal), [changes.value]);
  const period = new URLSearchParams(place.value.query).get('period');
  return (
    <>
      <h2 tabIndex={-1}>{text.title}</h2>
      <PeriodForm period={period ?? undefined} />
      {period && <Return key={period} period={period} />}
      <h2>{text.pool}</h2>
      <LoadedPart from={found.value}>
        {({ pool }) =>
          pool ? (
            <PoolReport pool={pool} />
          ) : (
            <MakePool
              onMade={() => {
                changes.value += 1;
              }}
            />
          )
        }
      </LoadedPart>
    </>
  );
}

function MakePool({ onMade }: { onMade: () => void }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  return (
    <>
      <p>{text.noPool}</p>
      {words.value && <Complaint words={words.value} />}
      <p>
        <button
          type="button"
          class="main"
          data-testid="make-pool"
          aria-disabled={isBusy.value}
          onClick={() => void act(() => asAdministrator.value.makeZakatPool().then(onMade))}
        >
          {text.makePool}
        </button>
      </p>
    </>
  );
}

function PeriodForm({ period }: { period: string | undefined }) {
  const text = messages();
  const show = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget)('period').trim();
    if (given !== '') navigate(toReturn(given));
  };
  return (
    <form onSubmit={show}>
      <Field
        label={text.period}
        hint={text.periodHint}
        name="period"
        dir="ltr"
        maxLength={32}
        defaultValue={period}
        testId="return-period"
      />
      <button type="submit" data-testid="return-show">
        {text.show}
      </button>
    </form>
  );
}

function Return({ period }: { period: string }) {
  const found = useLoaded((signal) => asAdministrator.value.getZakatReturn({ period, signal }), [period]);
  return <LoadedPart from={found.value}>{(found) => <Sums found={found} />}</LoadedPart>;
}

const ITEMS = ['assessed', 'unassessed', 'charged', 'outstanding', 'failed', 'pending', 'refunded'] as const;

function Sums({ found }: { found: LedgerTypes.ReturnResponse }) {
  const text = messages();
  const rows = [
    ...ITEMS.map((item) => [text.items[item], found[item]] as const),
    ...Object.entries(found.exempt).map(([reason, sum]) => [text.exempt[reason] ?? reason, sum] as const),
  ];
  const holds = isBalanced(found);
  return (
    <>
      <Table name={text.title} heads={[text.item, text.number, text.units]}>
        {rows.map(([name, { number, units }]) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>{formatNumber(number)}</td>
            <td>
              <Amount units={units} />
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{text.net}</th>
          <td />
          <td>
            <Amount units={found.net} testId="return-net" />
          </td>
        </tr>
      </Table>
      <p class={holds ? 'good' : 'problem'} role="status" data-testid="return-check">
        {holds ? text.holds : text.fails}
      </p>
    </>
  );
}

/** The return is not believed: it is added up here, in wallets and in units. */
function isBalanced(found: LedgerTypes.ReturnResponse): boolean {
  const { assessed, unassessed, charged, outstanding, failed, pending, refunded, net } = found;
  const [due, settled] = [
    [assessed, unassessed],
    [charged, outstanding, failed, pending],
  ].map((sums) => ({
    number: sums.reduce((total, { number }) => total + number, 0),
    units: sums.reduce((total, { units }) => total + units, 0n),
  }));
  return due?.number === settled?.number && due?.units === settled?.units && net === charged.units - refunded.units;
}
