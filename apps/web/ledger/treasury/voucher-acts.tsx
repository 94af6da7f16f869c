import { useSignal } from '@preact/signals';
import { type LedgerTypes, writeJson } from 'mizan-client';
import { Fact, Facts, Hex } from '../../components/facts.js';
import { Complaint } from '../../components/field.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { asAdministrator } from './administrator.js';
import { Reject } from './decision.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);

interface VoucherActsProps {
  readonly voucher: LedgerTypes.VoucherResponse;
  readonly onChange: () => void;
}

/** A payment that somebody else has to sign, who keeps the key of the pool. */
interface ToSign {
  readonly digest: string;
  /** As the ledger wrote it. */
  readonly json: string;
}

/** What may be done with a voucher that is not decided yet. */
export function VoucherActs({ voucher, onChange }: VoucherActsProps) {
  const text = messages();
  const toSign = useSignal<ToSign | undefined>(undefined);
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const { id, state } = voucher;
  if (state !== 'proposed' && state !== 'approved') return null;
  const pay = async () => {
    toSign.value = await toSignOf(voucher, await asAdministrator.value.payZakatVoucher({ id }));
    onChange();
  };
  return (
    <>
      {words.value && <Complaint words={words.value} />}
      {state === 'proposed' ? (
        <p>
          <button
            type="button"
            class="main"
            data-testid="voucher-approve"
            aria-disabled={isBusy.value}
            onClick={() => void act(() => asAdministrator.value.approveZakatVoucher({ id }).then(onChange))}
          >
            {text.approve}
          </button>
        </p>
      ) : (
        <p>
          <button
            type="button"
            class="main"
            data-testid="voucher-pay"
            aria-disabled={isBusy.value}
            onClick={() => void act(pay)}
          >
            {text.pay}
          </button>
        </p>
      )}
      <p role="status">{isBusy.value && text.asking}</p>
      {toSign.value && <Unsigned {...toSign.value} />}
      <Reject
        hint={text.rejectHint}
        testId="voucher"
        reject={(reason) => asAdministrator.value.rejectZakatVoucher({ id, reason }).then(onChange)}
        wordsOf={wordsOfTreasury}
      />
    </>
  );
}

/** @throws DishonestServer when the server prepared something else than this voucher pays */
async function toSignOf(
  { pool_address: from, beneficiary, amount }: LedgerTypes.VoucherResponse,
  { transaction, digest }: LedgerTypes.PayVoucherResponse,
): Promise<ToSign | undefined> {
  if (transaction === undefined || digest === undefined) return undefined;
  const { checkPrepared } = await import('mizan-client/crypto');
  checkPrepared({ transaction, digest }, { from, to: beneficiary.address, amount });
  return { digest, json: writeJson({ transaction, digest }) };
}

function Unsigned({ digest, json }: ToSign) {
  const text = messages();
  return (
    <section data-testid="voucher-unsigned">
      <p>{text.unsigned}</p>
      <Facts>
        <Fact name={text.digest} isWide>
          <Hex value={digest} whole />
        </Fact>
      </Facts>
      <label class="field">
        <span>{text.prepared}</span>
        <textarea readOnly dir="ltr" rows={6} data-testid="voucher-prepared" value={json} />
      </label>
    </section>
  );
}
