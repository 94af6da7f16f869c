import './transaction.css';
import { useSignal } from '@preact/signals';
import { Amount, Fact, Facts, Hex, toBlock } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/transaction.en.js';
import { ur } from '../messages/transaction.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import type { PageProps } from '../shell/routes.js';
import { useEvents } from '../shell/use-events.js';
import { useLoaded } from '../shell/use-loaded.js';
import { Flows } from './flows.js';
import { loadFlows } from './load-flows.js';
import { Verification } from './verification.js';

const messages = translated(en, ur);

export default function TransactionPage({ parameters: { id = '' } }: PageProps) {
  const text = messages();
  const blocks = useSignal(0);
  useEvents({ types: ['block.created'] }, () => {
    blocks.value += 1;
  });
  const found = useLoaded(
    async (signal) => {
      const shown = await ledger.getTransaction({ id, signal });
      return { shown, flows: await loadFlows(shown.transaction, signal), seenAt: blocks.peek() };
    },
    [id],
  );
  return (
    <Titled title={text.title}>
      <LoadedPart from={found.value}>
        {({ shown, flows, seenAt }) => (
          <>
            <Facts>
              <Fact name={text.id} isWide>
                <Hex value={shown.txid} whole />
              </Fact>
              <Fact name={text.block}>
                <a href={toBlock(shown.height)}>{formatNumber(shown.height)}</a>
              </Fact>
              <Fact name={text.position}>{formatNumber(shown.position)}</Fact>
              <Fact name={text.confirmations}>
                <span data-testid="confirmations">{formatNumber(shown.confirmations + blocks.value - seenAt)}</span>
              </Fact>
              <Fact name={text.total}>
                <Amount units={flows.total} />
              </Fact>
            </Facts>
            <Flows flows={flows} />
            <Verification key={shown.txid} id={id} shown={shown} />
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}
