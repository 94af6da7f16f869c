import type { NodesMessages } from './nodes.en.js';

export const ur: NodesMessages = {
  title: 'نوڈ',
  node: 'نوڈ',
  address: 'پتا',
  state: 'حالت',
  health: 'صحت',
  reputation: 'ساکھ',
  capabilities: 'صلاحیتیں',
  origin: 'رجسٹری',
  asOf: 'بمطابق',
  none: 'کوئی نوڈ اس پر پورا نہیں اترتا۔',
  filters: 'نوڈ چنیں',
  any: 'کوئی بھی',
  capability: 'صلاحیت',
  atLeast: 'کم از کم ساکھ',
  origins: { local: 'یہ رجسٹری', all: 'تمام رجسٹریاں' },
  here: 'یہیں',
  show: 'دکھائیں',
  states: { online: 'آن لائن', offline: 'آف لائن', inactive: 'اندراج ختم', unknown: 'ابھی خبر نہیں' },
  healths: { healthy: 'ٹھیک', degraded: 'کمزور', unhealthy: 'خراب', unknown: 'نامعلوم' },
};
