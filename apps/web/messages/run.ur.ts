import type { RunMessages } from './run.en.js';

export const ur: RunMessages = {
  title: 'وصولی',
  intro: 'وصولی ہر اس بٹوے سے ہوتی ہے جس پر واجب ہے، ایک دور میں ایک بار۔ صفحہ چھوڑ دیں تو بھی سرور پر جاری رہتی ہے۔',
  run: 'ابھی وصول کریں',
  running: (processed, total) => `${total} میں سے ${processed} بٹوے نمٹ گئے…`,
  completed: (processed, total) => `وصولی مکمل ہے: ${total} میں سے ${processed} بٹوے نمٹ گئے۔`,
  charged: 'جن سے وصول ہوا',
  units: 'وصول شدہ اکائیاں',
  outstanding: 'جن کے پاس واجب سے کم تھا',
  failed: 'جن سے وصول نہ ہو سکا',
  pool: 'وصول کنندہ',
  started: 'آغاز',
  ended: 'تکمیل',
  blocks: 'بلاک',
  left: 'کچھ بٹوے رہ گئے۔ ان پر دوبارہ کوشش ہو سکتی ہے، اور کسی سے دو بار وصول نہیں ہوتا۔',
  resume: 'دوبارہ کوشش کریں',
};
