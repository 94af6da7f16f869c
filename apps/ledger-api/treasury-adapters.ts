import { SupplyOrders } from '@app/chain';
import type { MemoryTreasuryOrders } from '@app/infrastructure/memory/memory-treasury-orders.js';
import { SqlSupplyOrders } from '@app/infrastructure/sql/ledger/sql-supply-orders.js';
import { SqlTreasuryOrders } from '@app/infrastructure/sql/ledger/sql-treasury-orders.js';
import type { Statements } from '@app/infrastructure/sql/statement.js';
import { TreasuryOrders, TreasuryPolicy } from '@app/treasury';
import type { Provider } from '@nestjs/common';
import type { LedgerConfig } from './ledger.config.js';

export function treasuryPolicy({ treasury }: LedgerConfig): Provider {
  const { approvals, issuePerDay, redeemPerDay } = treasury;
  return {
    provide: TreasuryPolicy,
    useValue: new TreasuryPolicy(approvals, { issue: issuePerDay, redemption: redeemPerDay }),
  };
}

/** What is ordered to be issued and redeemed. */
export function storedTreasury(statements: Statements): Provider[] {
  return [
    { provide: TreasuryOrders, useValue: new SqlTreasuryOrders(statements) },
    { provide: SupplyOrders, useValue: new SqlSupplyOrders(statements) },
  ];
}

export function treasuryInMemory(orders: MemoryTreasuryOrders): Provider[] {
  return [
    { provide: TreasuryOrders, useValue: orders },
    { provide: SupplyOrders, useValue: orders },
  ];
}
