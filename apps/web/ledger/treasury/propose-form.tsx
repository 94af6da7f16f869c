import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import type { TargetedSubmitEvent } from 'preact';
import { Choice, Field, FormEnd, textsOf } from '../../components/field.js';
import { en as poolEn } from '../../messages/pool.en.js';
import { ur as poolUr } from '../../messages/pool.ur.js';
import { en } from '../../messages/voucher.en.js';
import { ur } from '../../messages/voucher.ur.js';
import { translated } from '../../shell/language.js';
import { navigate } from '../../shell/navigation.js';
import { useAct } from '../../shell/use-act.js';
import { useRepeatable } from '../../shell/use-repeatable.js';
import { findAddress } from '../address-text.js';
import { readUnits } from '../wallet/payment.js';
import { asAdministrator } from './administrator.js';
import { toVoucher } from './places.js';
import { wordsOfTreasury } from './treasury-words.js';

const messages = translated(en, ur);
const poolMessages = translated(poolEn, poolUr);

/** Proposes a payment out of the pool, and goes to it. Nothing is paid by it. */
export function ProposeForm() {
  const text = messages();
  const isRefund = useSignal(false);
  const { act, isBusy, words } = useAct(wordsOfTreasury);
  const repeatable = useRepeatable();
  const propose = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = textsOf(event.currentTarget);
    const address = await findAddress(given('address'));
    const amount = readUnits(given('amount'));
    words.value = address === undefined ? text.badAddress : amount === undefined ? text.badAmount : '';
    if (address === undefined || amount === undefined) return;
    const common = { beneficiary: { name: given('name').trim(), address }, amount, note: given('note') };
    const request = isRefund.value
      ? { kind: 'refund' as const, receipt: given('receipt').trim(), ...common }
      : { kind: 'distribution' as const, ...purposeOf(given), ...common };
    void act(async () => {
      const { id } = await repeatable(request, asAdministrator.value.proposeZakatVoucher);
      navigate(toVoucher(id));
    });
  };
  return (
    <form onSubmit={propose}>
      <Choice
        label={text.kind}
        name="kind"
        options={Object.entries(text.kinds)}
        testId="voucher-kind"
        onChange={({ currentTarget }) => {
          isRefund.value = currentTarget.value === 'refund';
        }}
      />
      {isRefund.value ? (
        <Field key="receipt" label={text.receipt} name="receipt" dir="ltr" maxLength={60} testId="voucher-receipt" />
      ) : (
        <>
          <Choice
            key="asnaf"
            label={text.asnaf}
            name="asnaf"
            options={Object.entries(poolMessages().asnaf)}
            testId="voucher-asnaf"
          />
          <Field
            key="period"
            label={text.period}
            hint={text.periodHint}
            name="period"
            dir="ltr"
            maxLength={32}
            required={false}
            testId="voucher-period"
          />
        </>
      )}
      <Field label={text.name} name="name" dir="auto" maxLength={200} testId="voucher-name" />
      <Field label={text.address} name="address" dir="ltr" testId="voucher-address" />
      <Field label={text.amount} name="amount" dir="ltr" inputMode="numeric" testId="voucher-amount" />
      <Field label={text.note} name="note" dir="auto" maxLength={1000} required={false} testId="voucher-note" />
      <FormEnd words={words.value} isBusy={isBusy.value} act={text.proposeAct} testId="voucher-propose" />
      <p role="status">{isBusy.value && text.asking}</p>
    </form>
  );
}

function purposeOf(given: (name: string) => string) {
  const period = given('period').trim();
  return { asnaf: given('asnaf') as LedgerTypes.VoucherAsnaf, period: period === '' ? undefined : period };
}
