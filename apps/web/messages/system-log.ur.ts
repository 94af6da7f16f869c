import type { SystemLogMessages } from './system-log.en.js';

export const ur: SystemLogMessages = {
  title: 'نظام کا روزنامچہ',
  none: 'ابھی کچھ درج نہیں ہوا۔',
  time: 'وقت',
  level: 'درجہ',
  levels: { info: 'اطلاع', warn: 'تنبیہ', error: 'خرابی' },
  type: 'قسم',
  message: 'پیغام',
  ip: 'کہاں سے',
};
