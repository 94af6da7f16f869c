import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { wordsFor } from '../components/problem.js';
import { en } from '../messages/transaction.en.js';
import { ur } from '../messages/transaction.ur.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { STEPS, type Verdict, verifyShown } from './verify-shown.js';

const messages = translated(en, ur);

type State = { kind: 'idle' | 'busy' } | { kind: 'done'; verdict: Verdict } | { kind: 'stuck'; error: unknown };

/** A button that has the browser verify what the page shows, and says step by step what held. */
export function Verification({ id, shown }: { id: string; shown: LedgerTypes.TransactionDetailResponse }) {
  const text = messages();
  const state = useSignal<State>({ kind: 'idle' });
  const verify = async () => {
    state.value = { kind: 'busy' };
    try {
      state.value = { kind: 'done', verdict: await verifyShown(id, shown) };
    } catch (error) {
      state.value = { kind: 'stuck', error };
    }
  };
  const now = state.value;
  return (
    <section aria-labelledby="verify-title">
      <h2 id="verify-title">{text.verify}</h2>
      <p>{text.verifyWhat}</p>
      <button type="button" class="main" data-testid="verify" disabled={now.kind === 'busy'} onClick={verify}>
        {text.verify}
      </button>
      <div role="status">
        {now.kind === 'busy' && <p>{text.verifying}</p>}
        {now.kind === 'done' && <Steps verdict={now.verdict} />}
        {now.kind === 'stuck' && <p data-testid="verify-result">{text.cannot(wordsFor(now.error))}</p>}
      </div>
    </section>
  );
}

function Steps({ verdict: { held, failed, bits } }: { verdict: Verdict }) {
  const text = messages();
  const made = STEPS.filter((step) => held.includes(step) || step === failed);
  return (
    <>
      <ol class="steps">
        {made.map((step) => (
          <li key={step} class={step === failed ? 'failed' : 'held'}>
            {text.steps[step]}: {step === failed ? text.failedStep : text.held}
          </li>
        ))}
      </ol>
      <p
        class={failed === undefined ? 'verdict' : 'problem'}
        data-testid="verify-result"
        data-verified={failed === undefined}
      >
        {failed === undefined ? text.verified(formatNumber(bits ?? 0)) : text.failed(text.reasons[failed] ?? failed)}
      </p>
    </>
  );
}
