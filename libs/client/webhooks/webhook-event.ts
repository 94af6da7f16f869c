import type * as Ledger from '../generated/ledger/types.gen.js';
import type { RegistryEventResponse } from '../generated/registry/types.gen.js';

interface DataOfLedgerEvents {
  'block.created': Ledger.BlockCreatedData;
  'transaction.mined': Ledger.TransactionMinedData;
  'wallet.credited': Ledger.WalletChangedData;
  'wallet.debited': Ledger.WalletChangedData;
  'zakat.deducted': Ledger.ZakatDeductedData;
  'zakat.run.completed': Ledger.ZakatRunCompletedData;
  'zakat.voucher.paid': Ledger.ZakatVoucherPaidData;
  'request.paid': Ledger.RequestPaidData;
  'treasury.order.mined': Ledger.TreasuryOrderMinedData;
}

/** An event of the ledger, whose `type` tells what `data` is. */
export type LedgerEvent = {
  [Type in Ledger.LedgerEventType]: Ledger.LedgerEventResponse & {
    readonly type: Type;
    readonly data: DataOfLedgerEvents[Type];
  };
}[Ledger.LedgerEventType];

/** What `POST /webhooks/{id}/test` sends: it stands in no log. */
export interface WebhookTestEvent {
  readonly id: string;
  readonly type: 'webhook.test';
  readonly time: string;
  readonly data: { readonly webhook: string };
}

/** What a webhook tells. The types of the two APIs differ, so `type` tells whose event it is, too. */
export type WebhookEvent = LedgerEvent | RegistryEventResponse | WebhookTestEvent;

/** Every one of the ledger: a type that the API gets and this list lacks does not compile. */
const OF_THE_LEDGER: Readonly<Record<Ledger.LedgerEventType, true>> = {
  'block.created': true,
  'transaction.mined': true,
  'wallet.credited': true,
  'wallet.debited': true,
  'zakat.deducted': true,
  'zakat.run.completed': true,
  'zakat.voucher.paid': true,
  'request.paid': true,
  'treasury.order.mined': true,
};

/** Whether an event of this type is one of the ledger, and its money units in JSON numbers. */
export function isTypeOfLedger(type: unknown): boolean {
  return typeof type === 'string' && Object.hasOwn(OF_THE_LEDGER, type);
}
