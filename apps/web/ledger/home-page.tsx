import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { BlockTable } from '../components/block-rows.js';
import { Chart } from '../components/chart.js';
import { Amount, Fact, Facts } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/home.en.js';
import { ur } from '../messages/home.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import { useEvents } from '../shell/use-events.js';
import { useLoaded } from '../shell/use-loaded.js';
import { countByMinute } from './minutes.js';
import { loadNewest, type Newest } from './newest.js';
import { TransferTable } from './transfer-table.js';
import { SHOWN, withEvents } from './with-events.js';

const messages = translated(en, ur);
/** A busy ledger tells thousands of things a second; they are shown together. */
const GATHER_MS = 500;
const MOVE_MS = 10_000;

export default function HomePage() {
  const found = useLoaded(loadNewest, []);
  return (
    <Titled title={messages().title}>
      <LoadedPart from={found.value}>{(newest) => <Overview newest={newest} />}</LoadedPart>
    </Titled>
  );
}

function Overview({ newest }: { newest: Newest }) {
  const text = messages();
  const shown = useLive(newest);
  const { stats, blocks, transfers, now } = shown.value;
  const points = useMemo(() => countByMinute(blocks, now), [blocks, Math.floor(now / 60_000)]);
  return (
    <>
      <Facts>
        <Fact name={text.height}>
          <span data-testid="tip-height">{formatNumber(Math.max(stats.height, blocks[0]?.index ?? 0))}</span>
        </Fact>
        <Fact name={text.supply}>
          <Amount units={stats.supply} />
        </Fact>
        <Fact name={text.wallets}>{formatNumber(stats.wallets)}</Fact>
        <Fact name={text.transactions}>{formatNumber(stats.transactions)}</Fact>
      </Facts>
      <Chart name={text.chart} points={points} />
      <h2>{text.newestTransfers}</h2>
      {transfers.length === 0 ? <p>{text.noTransfers}</p> : <TransferTable transfers={transfers} />}
      <h2>{text.newestBlocks}</h2>
      <BlockTable blocks={blocks.slice(0, SHOWN)} />
      <p>
        <a href="/blocks">{text.allBlocks}</a>
      </p>
    </>
  );
}

/** What was loaded, and what happens from then on. */
function useLive(newest: Newest) {
  const shown = useSignal({ ...newest, now: Date.now() });
  const told = useRef<LedgerTypes.LedgerEventResponse[]>([]);
  useEffect(() => {
    shown.value = { ...newest, now: Date.now() };
  }, [newest]);
  useEvents({ types: ['block.created', 'transaction.mined'] }, (event) => {
    told.current.push(event);
    if (told.current.length > 1) return;
    setTimeout(async () => {
      const events = told.current;
      told.current = [];
      shown.value = { ...shown.value, ...withEvents(shown.value, events), now: Date.now() };
      const stats = await ledger.getStats({ days: 1 }).catch(() => undefined); // the connection is shown elsewhere
      if (stats) shown.value = { ...shown.value, stats };
    }, GATHER_MS);
  });
  useEffect(() => {
    const timer = setInterval(() => {
      shown.value = { ...shown.value, now: Date.now() };
    }, MOVE_MS);
    return () => clearInterval(timer);
  }, []);
  return shown;
}
