/** Parts of the treasury have addresses, so that one administrator can send another there. */
export const PARTS = ['zakat', 'vouchers', 'pool', 'issues', 'redemptions', 'log', 'webhooks'] as const;
export type Part = (typeof PARTS)[number];

const treasury = '/treasury';
export const toPart = (part: Part) => (part === 'zakat' ? treasury : `${treasury}?show=${part}`);
export const toAssessment = (id: string) => `${treasury}?assessment=${encodeURIComponent(id)}`;
export const toVoucher = (id: string) => `${treasury}?voucher=${encodeURIComponent(id)}`;
export const toVouchers = (state: string) =>
  state === '' ? toPart('vouchers') : `${toPart('vouchers')}&state=${state}`;
export const toOrder = (kind: 'issue' | 'redemption', id: string) => `${treasury}?${kind}=${encodeURIComponent(id)}`;
export const toOrders = (kind: 'issue' | 'redemption', state: string) =>
  state === '' ? toPart(`${kind}s`) : `${toPart(`${kind}s`)}&state=${state}`;
export const toReturn = (period: string) => `${toPart('pool')}&period=${encodeURIComponent(period)}`;
export const toWebhook = (id: string) => `${treasury}?webhook=${encodeURIComponent(id)}`;
