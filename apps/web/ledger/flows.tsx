import { Amount, Hex, toAddress } from '../components/facts.js';
import { en } from '../messages/transaction.en.js';
import { ur } from '../messages/transaction.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import type { Flow, FlowsOfTransaction } from './load-flows.js';

const messages = translated(en, ur);
const HEIGHT = 100;
/** Between two flows at their ends. */
const GAP = 12;
const PRECISION = 1_000_000n;

/** Inputs on one side, outputs on the other, and bands between them as wide as what flows. */
export function Flows({ flows: { from, to, unread } }: { flows: FlowsOfTransaction }) {
  const text = messages();
  return (
    <div class="flows">
      <section>
        <h2>{text.inputs}</h2>
        {from.length === 0 && unread === 0 ? <p>{text.minted}</p> : <Ends flows={from} />}
        {unread > 0 && <p>{text.moreInputs(formatNumber(unread))}</p>}
      </section>
      <Bands from={from} to={to} name={text.flows} />
      <section>
        <h2>{text.outputs}</h2>
        <Ends flows={to} />
      </section>
    </div>
  );
}

function Ends({ flows }: { flows: readonly Flow[] }) {
  return (
    <ul>
      {flows.map(({ address, units }, index) => (
        <li key={index}>
          <Hex value={address} to={toAddress(address)} /> <Amount units={units} />
        </li>
      ))}
    </ul>
  );
}

function Bands({ from, to, name }: { from: readonly Flow[]; to: readonly Flow[]; name: string }) {
  return (
    <svg role="img" aria-label={name} viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
      {bandsOf(from).map(([end, middle]) => (
        <path key={`from ${end.top}`} d={ribbon(0, end, 50, middle)} />
      ))}
      {bandsOf(to).map(([end, middle]) => (
        <path key={`to ${end.top}`} d={ribbon(50, middle, 100, end)} />
      ))}
    </svg>
  );
}

interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Of each flow its place at the end, where all stand apart, and in the middle, where they touch. */
function bandsOf(flows: readonly Flow[]): [end: Band, middle: Band][] {
  const total = flows.reduce((all, { units }) => all + units, 0n) || 1n;
  const gap = Math.min(GAP, HEIGHT / 2 / flows.length);
  const height = HEIGHT - gap * (flows.length - 1);
  let before = 0n;
  return flows.map(({ units }, index) => {
    const [top, bottom] = [part(before, total), part(before + units, total)];
    before += units;
    const end = { top: top * height + index * gap, bottom: bottom * height + index * gap };
    return [end, { top: top * HEIGHT, bottom: bottom * HEIGHT }];
  });
}

/** From 0 to 1, of the picture only: what is printed stays a bigint. */
function part(units: bigint, total: bigint): number {
  return Number((units * PRECISION) / total) / Number(PRECISION);
}

function ribbon(left: number, start: Band, right: number, end: Band): string {
  const middle = (left + right) / 2;
  return [
    `M${left} ${start.top}C${middle} ${start.top} ${middle} ${end.top} ${right} ${end.top}`,
    `V${end.bottom}C${middle} ${end.bottom} ${middle} ${start.bottom} ${left} ${start.bottom}Z`,
  ].join('');
}
