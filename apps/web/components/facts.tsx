import type { ComponentChildren } from 'preact';
import { formatDecimal, formatHijriDay, formatNumber, formatTime, shortened } from '../shell/formats.js';

/** A hash, an ID or an address: left to right in every language, whole for who copies or points at it. */
export function Hex({ value, to, whole }: { value: string; to?: string; whole?: boolean }) {
  const shown = (
    <code dir="ltr" title={value}>
      {whole ? value : shortened(value)}
    </code>
  );
  return to === undefined ? shown : <a href={to}>{shown}</a>;
}

export const toBlock = (block: string | number) => `/block/${block}`;
export const toTransaction = (txid: string) => `/tx/${txid}`;
export const toAddress = (address: string) => `/address/${address}`;

/** Units of the ledger. */
export function Amount({ units, testId }: { units: bigint; testId?: string }) {
  return (
    <data class="amount" value={String(units)} data-testid={testId}>
      {formatNumber(units)}
    </data>
  );
}

/** FLOP, as the registry writes it: an exact decimal. */
export function Flop({ amount, testId }: { amount: string; testId?: string }) {
  return (
    <data class="amount" value={amount} data-testid={testId}>
      {formatDecimal(amount)}
    </data>
  );
}

/** A moment, with its day in both calendars. Of what is none, nothing is told. */
export function Moment({ time }: { time: Date }) {
  if (Number.isNaN(time.getTime())) return <span>—</span>;
  return (
    <time dateTime={time.toISOString()}>
      {formatTime(time)} <span class="hijri">{formatHijriDay(time)}</span>
    </time>
  );
}

/** Terms with what they are. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function Fact({ name, isWide, children }: { name: string; isWide?: boolean; children: ComponentChildren }) {
  return (
    <div class={isWide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A table that scrolls by itself where the screen is narrow; the keyboard reaches it for that. */
export function Table({ name, heads, children }: { name: string; heads: string[]; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by the keyboard too
    <section class="table" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
