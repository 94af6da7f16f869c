import type { SearchMessages } from './search.en.js';

export const ur: SearchMessages = {
  label: 'بلاک، لین دین، پتا، رسید یا نوڈ تلاش کریں',
  placeholder: 'بلاک، لین دین، پتا…',
  search: 'تلاش',
  searching: 'تلاش جاری ہے…',
  nothing: 'اس نام کی کوئی چیز نہیں۔',
  elsewhere: {
    receipt: 'یہ رسید کا نمبر ہے۔ اس کا مالک رسید پر چھپے کوڈ سے اس کی تصدیق کرتا ہے۔',
    node: 'یہ کوئی نوڈ ہو سکتا ہے۔ نوڈ رجسٹری میں دکھائے جاتے ہیں، جو اپنی پورٹ پر ہے۔',
  },
};
