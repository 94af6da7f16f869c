import type { Label } from './receipt-labels.js';

/** What stands on a statement beside its values. */
export const STATEMENT_LABELS = {
  title: ['Statement of a wallet', 'والٹ کا گوشوارہ'],
  wallet: ['Wallet', 'والٹ'],
  node: ['Node', 'نوڈ'],
  walletName: ['Name of the wallet', 'والٹ کا نام'],
  from: ['From (UTC)', 'آغاز'],
  until: ['Until, not included (UTC)', 'اختتام'],
  block: ['As of block', 'بلاک'],
  opening: ['Opening balance', 'ابتدائی بیلنس'],
  totalIn: ['Total in', 'کل آمد'],
  totalOut: ['Total out', 'کل خرچ'],
  closing: ['Closing balance', 'اختتامی بیلنس'],
  digest: ['Digest (SHA-256)', 'ڈائجسٹ'],
} as const satisfies Record<string, Label>;

/** Above the columns of lines. */
export const COLUMN_LABELS = {
  time: ['Time (UTC)', 'وقت'],
  type: ['Type', 'قسم'],
  counterparty: ['Other wallet', 'دوسرا والٹ'],
  address: ['Address', 'پتہ'],
  transaction: ['Transaction', 'ٹرانزیکشن'],
  in: ['In', 'آمد'],
  out: ['Out', 'خرچ'],
  balance: ['Balance', 'بیلنس'],
} as const satisfies Record<string, Label>;
