import type { DecisionMessages } from './decision.en.js';

export const ur: DecisionMessages = {
  state: 'حالت',
  amount: 'اکائیاں',
  proposeAct: 'تجویز کریں',
  asking: 'سرور سے پوچھا جا رہا ہے…',
  badAddress: 'پتے میں ۶۴ حروف ہوتے ہیں، 0 سے 9 اور a سے f تک، یا وہ mzn1 سے شروع ہوتا ہے۔ لکھنے کی غلطی دیکھیں۔',
  badAmount: 'رقم صفر سے بڑا پورا عدد ہوتی ہے۔',
  approvals: 'منظوریاں',
  approvalsOf: (given, needed) => `${needed} میں سے ${given} منتظمین نے منظور کیا۔`,
  proposed: 'تجویز',
  approved: 'منظوری',
  rejected: 'مسترد',
  block: 'بلاک',
  transaction: 'لین دین',
  reject: 'مسترد کریں',
  rejectAct: 'ہمیشہ کے لیے مسترد کریں',
  reason: 'وجہ',
};
