import type { PrintableReceipt } from '@app/zakat';
import { readPdf } from '../../../test/support/read-pdf.js';
import { renderReceipt } from './receipt-page.js';
import { receiptTexts } from './receipt-texts.js';

const VERIFY_URL = 'https://mizan.example/api/v1/zakat/receipts/MZ-1448-000017-2/verify?code=7Q2M4K8ZPX9A1B3C';
const NISAB = {
  standard: 'silver',
  grams: '612.36',
  pricePerGram: '822.27',
  units: 503_529n,
  source: 'SBP',
  asOf: 20_494,
};

function task(fullName: string, { steps = 3, hasNisab = true } = {}): PrintableReceipt {
  const nisab = hasNisab ? NISAB : undefined;
  const hash = Buffer.alloc(32, 0xab);
  const block = { hash, header: { height: 42, merkleRoot: hash } };
  return {
    verifyUrl: VERIFY_URL,
    proven: {
      number: 'MZ-1448-000017-2',
      code: '7Q2M4K8ZPX9A1B3C',
      proof: { txid: hash, block, transactionCount: 8, position: 0, steps: Array(steps).fill({ side: 'left', hash }) },
      receipt: {
        ...{ series: '1448', serial: 17, key: 1, userId: 'u', fullName, maskedCnic: '35202-*******-1' },
        ...{ walletAddress: 'ab'.repeat(32), amountUnits: 375n, balanceUnits: 15_000n, debtsUnits: undefined, nisab },
        ...{ rate: { numerator: 1n, denominator: 40n }, policyVersion: 3, chargedAtMs: 1_795_806_240_000 },
        ...{ dates: { gregorian: '2026-11-27', hijri: '1448-06-17' }, height: 42 },
        ...{ txid: 'cd'.repeat(32), blockHash: 'ef'.repeat(32) },
      },
    },
  } as unknown as PrintableReceipt;
}

const read = async (printed: PrintableReceipt) => readPdf(await renderReceipt(receiptTexts(printed)));

test('a receipt says all of a deduction on one page, and its QR code is the address of the verification', async () => {
  const { pages, text, marked, code } = await read(task('Amina Khan', { steps: 10 }));
  expect([pages, code]).toEqual([1, VERIFY_URL]);
  for (const part of [
    'MZ-1448-000017-2',
    'Amina Khan',
    '35202-*******-1',
    '2026-11-27',
    '1448-06-17',
    '15,000 units',
    '1/40',
  ])
    expect(text).toContain(part);
  expect(text).toContain('503,529 units (silver, 612.36 g × 822.27, as of 2026-02-10, SBP)');
  expect(text).toContain('cd'.repeat(32));
  expect(marked).toEqual(expect.arrayContaining(['رسیدِ زکوٰۃ', 'شناختی کارڈ نمبر', 'ہجری تاریخ']));
});

test('an Urdu name is marked in the order of reading, with Latin digits in it', async () => {
  const { marked, text } = await read(task('محمد عبداللہ 42 خان'));
  expect(marked.map((run) => run.trim())).toEqual(expect.arrayContaining(['محمد عبداللہ', 'خان']));
  expect(text).toContain('42');
});

test('a deduction of the first route has neither nisab nor debts', async () => {
  const { text } = await read(task('Amina', { hasNisab: false }));
  expect(text).toMatch(/– Rate/);
});

test('the longest name and proof need a second page, and lose nothing', async () => {
  const { pages, text, code } = await read(task('W'.repeat(200), { steps: 16 }));
  expect([pages, code]).toEqual([2, VERIFY_URL]);
  expect(text.match(/W/g)!.length).toBeGreaterThanOrEqual(200);
});

test('names in scripts of no font, with lone marks and signs, are printed all the same', async () => {
  for (const name of ['漢字 😀', '\u0651\u0670', '\u200f\u202eAmina', 'a\u0301\u0651ب', '( آمنہ [خان] )', 'ﷺ ﷲ']) {
    const bytes = await renderReceipt(receiptTexts(task(name)));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeLessThan(64 * 1024);
  }
});
