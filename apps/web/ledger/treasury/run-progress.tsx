import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Amount, Fact, Facts, Hex, Moment, toAddress, toBlock } from '../../components/facts.js';
import { Complaint } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/run.en.js';
import { ur } from '../../messages/run.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { usePolled } from '../../shell/use-polled.js';
import { asAdministrator } from './administrator.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);
const LOOK_AGAIN_MS = 1_000;

/** Has an approved assessment charged. */
export function BeginRun({ id, onBegun }: { id: string; onBegun: () => void }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  return (
    <>
      <h3>{text.title}</h3>
      <p>{text.intro}</p>
      {words.value && <Complaint words={words.value} />}
      <p>
        <button
          type="button"
          class="main"
          data-testid="run"
          aria-disabled={isBusy.value}
          onClick={() => void act(() => asAdministrator.value.runZakatAssessment({ id }).then(onBegun))}
        >
          {text.run}
        </button>
      </p>
    </>
  );
}

/** How far a run is, until it is complete. It goes on at the server, whether someone looks or not. */
export function RunProgress({ id }: { id: string }) {
  const text = messages();
  const changes = useSignal(0);
  const run = usePolled({
    load: (signal) => asAdministrator.value.getZakatRun({ id, signal }),
    inputs: [changes.value],
    everyMs: LOOK_AGAIN_MS,
    isDone: ({ state }) => state === 'completed',
  });
  const resume = async () => {
    await asAdministrator.value.resumeZakatRun({ id });
    changes.value += 1;
  };
  return (
    <section>
      <h3>{text.title}</h3>
      <LoadedPart from={run.value}>{(run) => <Progress run={run} onResume={resume} />}</LoadedPart>
    </section>
  );
}

function Progress({ run, onResume }: { run: LedgerTypes.RunResponse; onResume: () => Promise<void> }) {
  const text = messages();
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const { state, total, processed, charged, total_units, outstanding, failed } = run;
  const isCompleted = state === 'completed';
  return (
    <>
      <progress
        data-testid="run-progress"
        aria-label={text.title}
        max={Math.max(1, total)}
        value={total === 0 && isCompleted ? 1 : processed}
      />
      <p role="status" data-testid="run-state" class={isCompleted ? 'good' : undefined}>
        {(isCompleted ? text.completed : text.running)(formatNumber(processed), formatNumber(total))}
      </p>
      <Facts>
        <Fact name={text.charged}>{formatNumber(charged)}</Fact>
        <Fact name={text.units}>
          <Amount units={total_units} testId="run-units" />
        </Fact>
        <Fact name={text.outstanding}>{formatNumber(outstanding)}</Fact>
        <Fact name={text.failed}>{formatNumber(failed)}</Fact>
        <Fact name={text.pool}>
          <Hex value={run.pool_address} to={toAddress(run.pool_address)} />
        </Fact>
        <Fact name={text.started}>
          <Moment time={new Date(run.started_at)} />
        </Fact>
        {run.completed_at !== null && (
          <Fact name={text.ended}>
            <Moment time={new Date(run.completed_at)} />
          </Fact>
        )}
        {run.block_hashes.length > 0 && (
          <Fact name={text.blocks}>
            {run.block_hashes.map((hash) => (
              <div key={hash}>
                <Hex value={hash} to={toBlock(hash)} />
              </div>
            ))}
          </Fact>
        )}
      </Facts>
      {isCompleted && outstanding + failed > 0 && (
        <>
          <p>{text.left}</p>
          {words.value && <Complaint words={words.value} />}
          <p>
            <button type="button" data-testid="resume" aria-disabled={isBusy.value} onClick={() => void act(onResume)}>
              {text.resume}
            </button>
          </p>
        </>
      )}
    </>
  );
}
