import type { StatementMessages } from './statement.en.js';

export const ur: StatementMessages = {
  title: 'گوشوارہ',
  from: 'اس دن سے',
  to: 'اس دن تک',
  saving: 'گوشوارہ تیار ہو رہا ہے …',
  note: 'دن یو ٹی سی کے ہیں۔ پی ڈی ایف میں زیادہ سے زیادہ ۱۰۰۰ سطریں ہوتی ہیں۔',
};
