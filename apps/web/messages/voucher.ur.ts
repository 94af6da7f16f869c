import { ur as decision } from './decision.ur.js';
import type { VoucherMessages } from './voucher.en.js';

export const ur: VoucherMessages = {
  ...decision,
  vouchers: 'واچر',
  voucher: 'واچر کی تفصیل',
  back: 'تمام واچر',
  none: 'ایسا کوئی واچر نہیں۔',
  all: 'سب',
  states: { proposed: 'منظوری کا منتظر', approved: 'منظور، ادائیگی باقی', paid: 'ادا شدہ', rejected: 'مسترد' },
  kind: 'قسم',
  kinds: { distribution: 'مستحقین کو ادائیگی', refund: 'رسید کی واپسی' },
  purpose: 'مد',
  asnaf: 'مصرف',
  period: 'دور',
  periodHint: 'خالی ہو تو وہ دور جس کی وصولی آخر میں ہوئی۔',
  receipt: 'رسید نمبر',
  beneficiary: 'وصول کنندہ',
  name: 'وصول کنندہ کا نام',
  address: 'جس پتے پر ادائیگی ہو',
  note: 'نوٹ',
  pool: 'اس بیت المال سے',
  propose: 'واچر تجویز کریں',
  paid: 'ادائیگی',
  approve: 'یہ ادائیگی منظور کریں',
  pay: 'ادا کریں',
  unsigned:
    'بیت المال کی کلید کہیں اور رکھی ہے۔ یہ ادائیگی یہاں جانچ لی گئی: اسی پتے کو یہی رقم جاتی ہے، اور باقی بیت المال کو لوٹتا ہے۔ ' +
    'کلید رکھنے والا ڈائجسٹ پر دستخط کر کے دونوں بھیجے؛ جوں ہی ادائیگی کسی بلاک میں آئے گی، واچر ادا شمار ہو گا۔',
  digest: 'دستخط کے لیے ڈائجسٹ',
  prepared: 'ادائیگی، جیسے کھاتے نے تیار کی',
  rejectHint: 'یہ واچر کے ساتھ درج رہے گی۔',
};
