import type { RegistriesMessages } from './registries.en.js';

export const ur: RegistriesMessages = {
  title: 'جن رجسٹریوں کی یہ پیروی کرتی ہے',
  own: 'یہ رجسٹری',
  name: 'نام',
  id: 'شناخت',
  key: 'عوامی کلید',
  none: 'یہ کسی اور رجسٹری کی پیروی نہیں کرتی۔',
  url: 'پتا',
  state: 'حالت',
  place: 'یہاں تک تصدیق شدہ',
  asOf: 'بمطابق',
  lag: 'پیچھے',
  seconds: (count) => `${count} سیکنڈ`,
  error: 'آخری خرابی',
  states: { new: 'ابھی رابطہ نہیں', following: 'پیروی جاری', failing: 'فی الحال رابطہ نہیں', refused: 'مسترد' },
};
