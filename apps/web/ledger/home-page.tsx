import { useSignal } from '@preact/signals';
import { BlockTable } from '../components/block-rows.js';
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

const messages = translated(en, ur);
const NEWEST = 10;

export default function HomePage() {
  const text = messages();
  const blocks = useSignal(0);
  useEvents({ types: ['block.created'] }, () => {
    blocks.value += 1;
  });
  const found = useLoaded(
    async (signal) => {
      const [stats, { items }] = await Promise.all([
        ledger.getStats({ days: 1, signal }),
        ledger.listBlocks({ limit: NEWEST, order: 'desc', signal }).page(),
      ]);
      return { stats, items };
    },
    [blocks.value],
  );
  return (
    <Titled title={text.title}>
      <LoadedPart from={found.value}>
        {({ stats, items }) => (
          <>
            <Facts>
              <Fact name={text.height}>
                <span data-testid="tip-height">{formatNumber(stats.height)}</span>
              </Fact>
              <Fact name={text.supply}>
                <Amount units={stats.supply} />
              </Fact>
              <Fact name={text.wallets}>{formatNumber(stats.wallets)}</Fact>
              <Fact name={text.transactions}>{formatNumber(stats.transactions)}</Fact>
            </Facts>
            <h2>{text.newestBlocks}</h2>
            <BlockTable blocks={items} />
            <p>
              <a href="/blocks">{text.allBlocks}</a>
            </p>
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}
