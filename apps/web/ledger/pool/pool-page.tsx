import { useSignal } from '@preact/signals';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/pool.en.js';
import { ur } from '../../messages/pool.ur.js';
import { Titled } from '../../shell/application.js';
import { translated } from '../../shell/language.js';
import { ledger } from '../../shell/ledger-client.js';
import { useEvents } from '../../shell/use-events.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { findPool, PoolReport } from './pool-report.js';

const messages = translated(en, ur);
const SHOWN = ['zakat.run.completed', 'zakat.voucher.paid'] as const;

export default function PoolPage() {
  const text = messages();
  const heard = useSignal(0);
  useEvents({ types: SHOWN }, () => {
    heard.value += 1;
  });
  const found = useLoaded((signal) => findPool(ledger, signal), [], heard.value);
  return (
    <Titled title={text.title}>
      <LoadedPart from={found.value}>
        {({ pool }) => (pool ? <PoolReport pool={pool} /> : <p>{text.none}</p>)}
      </LoadedPart>
    </Titled>
  );
}
