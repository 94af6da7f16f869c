/** What stands on a receipt beside its values: English, and Urdu. */
export type Label = readonly [english: string, urdu: string];

export const LABELS = {
  title: ['Zakat receipt', 'رسیدِ زکوٰۃ'],
  number: ['Receipt number', 'رسید نمبر'],
  name: ['Name', 'نام'],
  cnic: ['CNIC', 'شناختی کارڈ نمبر'],
  wallet: ['Wallet', 'والٹ'],
  date: ['Date', 'عیسوی تاریخ'],
  hijri: ['Hijri date', 'ہجری تاریخ'],
  balance: ['Balance on the date', 'اس تاریخ کا بیلنس'],
  debts: ['Deducted debts', 'منہا کردہ قرض'],
  nisab: ['Nisab', 'نصاب'],
  rate: ['Rate', 'شرح'],
  amount: ['Zakat deducted', 'کٹوتی زکوٰۃ'],
  policy: ['Policy version', 'پالیسی کا نسخہ'],
  transaction: ['Transaction', 'ٹرانزیکشن'],
  block: ['Block', 'بلاک'],
  proof: ['Merkle proof', 'مرکل ثبوت'],
  code: ['Verification code', 'تصدیقی کوڈ'],
} as const satisfies Record<string, Label>;

export const INSTRUCTIONS: Label = [
  'Anyone can verify this receipt: scan the code, or open the address below. The answer names amount, date and transaction, and no person.',
  'اس رسید کی تصدیق کوئی بھی کر سکتا ہے: کوڈ اسکین کریں یا نیچے دیا گیا پتہ کھولیں۔ جواب میں رقم، تاریخ اور ٹرانزیکشن درج ہوتی ہے، کسی شخص کا نام نہیں۔',
];

export const NO_FATWA: Label = [
  'The deduction follows the policy of the operator of this server. This document is no fatwa.',
  'یہ کٹوتی اس سرور کے منتظم کی پالیسی کے مطابق ہے۔ یہ دستاویز فتویٰ نہیں۔',
];
