import { toHex } from '@app/chain';
import { type PrintableReceipt, printDay, type ZakatReceipt } from '@app/zakat';
import type { ReceiptRow, ReceiptTexts } from './receipt-page.js';

/** For what the first route does not know. */
const NOT_APPLIED = '–';

/** What is printed of a receipt. */
export function receiptTexts({ proven, verifyUrl }: PrintableReceipt): ReceiptTexts {
  const { number, receipt, proof, code } = proven;
  const { rate, debtsUnits, nisab, policyVersion, dates } = receipt;
  const steps = proof.steps.map(({ side, hash }) => `${side} ${toHex(hash)}`);
  const rows: ReceiptRow[] = [
    { label: 'number', value: number },
    { label: 'name', value: receipt.fullName },
    { label: 'cnic', value: receipt.maskedCnic },
    { label: 'date', value: dates.gregorian },
    { label: 'hijri', value: dates.hijri },
    { label: 'balance', value: units(receipt.balanceUnits) },
    { label: 'debts', value: debtsUnits === undefined ? NOT_APPLIED : units(debtsUnits) },
    { label: 'nisab', value: nisab ? nisabText(nisab) : NOT_APPLIED },
    { label: 'rate', value: `${rate.numerator}/${rate.denominator}` },
    { label: 'amount', value: units(receipt.amountUnits) },
    { label: 'policy', value: String(policyVersion ?? NOT_APPLIED) },
    { label: 'wallet', value: receipt.walletAddress, isSmall: true },
    { label: 'transaction', value: receipt.txid, isSmall: true },
    { label: 'block', value: `${receipt.height}\n${receipt.blockHash}`, isSmall: true },
    { label: 'proof', value: [...steps, `root ${toHex(proof.block.header.merkleRoot)}`].join('\n'), isSmall: true },
    { label: 'code', value: code },
  ];
  return { number, chargedAtMs: receipt.chargedAtMs, rows, verifyUrl };
}

function nisabText({ standard, grams, pricePerGram, units: least, source, asOf }: NonNullable<ZakatReceipt['nisab']>) {
  const reckoned = grams === undefined ? standard : `${standard}, ${grams} g × ${pricePerGram}`;
  return `${units(least)} (${reckoned}, as of ${printDay(asOf)}, ${source})`;
}

/** `15,000 units` */
function units(amount: bigint): string {
  return `${amount.toLocaleString('en')} units`;
}
