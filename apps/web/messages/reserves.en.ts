import type { RegistryTypes } from 'mizan-client';

export const en = {
  title: 'Reserves',
  core: 'Core holds',
  liabilities: 'Owed to the nodes',
  house: 'House',
  drift: 'Core less the books',
  kinds: { available: 'available', pending: 'arriving', reserved: 'reserved' } as Record<string, string>,
  agrees: 'Core holds exactly what the books say.',
  differs: 'Core and the books differ. Payments of the nodes concerned wait until an administrator has explained it.',
  notAudited: 'Not compared yet.',
  frozen: {
    drift: 'Payments wait: Core and the books differ.',
    shortfall: 'Payments wait: Core holds less than the nodes own.',
  } satisfies Record<RegistryTypes.WalletReadinessFrozenBy, string>,
  audited: 'Compared at',
  height: 'Height',
  stuck: 'Payments that wait',
  noneStuck: 'No payment waits for an administrator.',
  state: 'State',
  states: { signed: 'signed', broadcast: 'broadcast', confirmed: 'confirmed' } satisfies Record<
    RegistryTypes.StuckPaymentState,
    string
  >,
  refusals: 'Refused by Core',
  transaction: 'Transaction',
  amount: 'Amount, FLOP',
};

export type ReservesMessages = typeof en;
