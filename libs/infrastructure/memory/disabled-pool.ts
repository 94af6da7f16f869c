import { DatabaseNotConfigured } from '@app/kernel';
import { PaymentOrders, PoolLedger, PoolWallets, VoucherLimits, Vouchers, ZakatReturns } from '@app/zakat';

/** The pool of zakat and its vouchers need a database. */
function refuse(): never {
  throw new DatabaseNotConfigured();
}

export class DisabledPoolWallets extends PoolWallets {
  override find = async () => refuse();
  override add = async () => refuse();
}

export class DisabledPoolLedger extends PoolLedger {
  override open = async () => refuse();
  override books = async () => refuse();
}

export class DisabledZakatReturns extends ZakatReturns {
  override sums = async () => refuse();
}

export class DisabledVouchers extends Vouchers {
  override propose = async () => refuse();
  override ofKey = async () => refuse();
  override find = async () => refuse();
  override page = async () => refuse();
  override approve = async () => refuse();
  override reject = async () => refuse();
}

export class DisabledVoucherLimits extends VoucherLimits {
  override room = async () => refuse();
  override latestPeriod = async () => refuse();
  override hasPeriod = async () => refuse();
}

export class DisabledPaymentOrders extends PaymentOrders {
  override latest = async () => refuse();
  override add = async () => refuse();
}
