import { Contacts } from '@app/identity';
import type { MemoryChainStore } from '@app/infrastructure/memory/memory-chain-store.js';
import { MemoryContacts } from '@app/infrastructure/memory/memory-contacts.js';
import type { MemoryUsers } from '@app/infrastructure/memory/memory-identity.js';
import { MemoryPaymentRequests } from '@app/infrastructure/memory/memory-payment-requests.js';
import { MemoryTransferNotes } from '@app/infrastructure/memory/memory-transfer-notes.js';
import { MemoryKnownAddresses } from '@app/infrastructure/memory/memory-wallets.js';
import { SqlContacts } from '@app/infrastructure/sql/ledger/sql-contacts.js';
import { SqlKnownAddresses } from '@app/infrastructure/sql/ledger/sql-known-addresses.js';
import { SqlPaymentRequests } from '@app/infrastructure/sql/ledger/sql-payment-requests.js';
import { SqlTransferNotes } from '@app/infrastructure/sql/ledger/sql-transfer-notes.js';
import type { Statements } from '@app/infrastructure/sql/statement.js';
import { KnownAddresses, PaymentRequests, TransferNotes } from '@app/wallet';
import type { Provider } from '@nestjs/common';

/** What stands beside payments: known addresses, contacts, notes, and payment requests. */
export function storedPayments(statements: Statements): Provider[] {
  return [
    { provide: KnownAddresses, useValue: new SqlKnownAddresses(statements) },
    { provide: TransferNotes, useValue: new SqlTransferNotes(statements) },
    { provide: Contacts, useValue: new SqlContacts(statements) },
    { provide: PaymentRequests, useValue: new SqlPaymentRequests(statements) },
  ];
}

export function paymentsInMemory(chain: MemoryChainStore, users: MemoryUsers): Provider[] {
  return [
    { provide: KnownAddresses, useValue: new MemoryKnownAddresses(chain, users) },
    { provide: TransferNotes, useValue: new MemoryTransferNotes(chain) },
    { provide: Contacts, useValue: new MemoryContacts() },
    { provide: PaymentRequests, useValue: new MemoryPaymentRequests(chain) },
  ];
}
