import {
  DisabledPaymentOrders,
  DisabledPoolLedger,
  DisabledPoolWallets,
  DisabledVoucherLimits,
  DisabledVouchers,
  DisabledZakatReturns,
} from '@app/infrastructure/memory/disabled-pool.js';
import { SqlPoolLedger } from '@app/infrastructure/sql/ledger/sql-pool-ledger.js';
import { SqlPoolWallets } from '@app/infrastructure/sql/ledger/sql-pool-wallets.js';
import { SqlPaymentOrders, SqlVoucherLimits } from '@app/infrastructure/sql/ledger/sql-voucher-payments.js';
import { SqlVouchers } from '@app/infrastructure/sql/ledger/sql-vouchers.js';
import { SqlZakatReturns } from '@app/infrastructure/sql/ledger/sql-zakat-returns.js';
import type { Statements } from '@app/infrastructure/sql/statement.js';
import { PaymentOrders, PoolLedger, PoolWallets, VoucherLimits, Vouchers, ZakatReturns } from '@app/zakat';
import type { Provider } from '@nestjs/common';

/** The pool of zakat with its vouchers. */
export function storedPool(statements: Statements): Provider[] {
  return [
    { provide: PoolWallets, useValue: new SqlPoolWallets(statements) },
    { provide: PoolLedger, useValue: new SqlPoolLedger(statements) },
    { provide: ZakatReturns, useValue: new SqlZakatReturns(statements) },
    { provide: Vouchers, useValue: new SqlVouchers(statements) },
    { provide: VoucherLimits, useValue: new SqlVoucherLimits(statements) },
    { provide: PaymentOrders, useValue: new SqlPaymentOrders(statements) },
  ];
}

/** Without a store there is none. */
export function noPool(): Provider[] {
  return [
    { provide: PoolWallets, useValue: new DisabledPoolWallets() },
    { provide: PoolLedger, useValue: new DisabledPoolLedger() },
    { provide: ZakatReturns, useValue: new DisabledZakatReturns() },
    { provide: Vouchers, useValue: new DisabledVouchers() },
    { provide: VoucherLimits, useValue: new DisabledVoucherLimits() },
    { provide: PaymentOrders, useValue: new DisabledPaymentOrders() },
  ];
}
