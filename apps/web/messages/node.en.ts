import type { RegistryTypes } from 'mizan-client';

export const en = {
  title: (node: string) => `Node ${node}`,
  walletHealth: 'Wallet',
  walletHealths: {
    ok: 'agrees with the coin',
    unreconciled: 'not compared with the coin yet',
    inactive: 'inactive',
    none: 'none',
  } satisfies Record<RegistryTypes.NodeWalletHealth, string>,
  lastHeartbeat: 'Last heartbeat',
  never: 'never',
  registered: 'Registered',
  latency: 'Latency',
  milliseconds: (count: string) => `${count} ms`,
  wallet: 'Wallet',
  noWallet: 'This node has no wallet.',
  walletName: 'Name',
  receivesAt: 'Receives at',
  balance: 'Balance',
  available: 'Available',
  pending: 'Arriving',
  reserved: 'Reserved',
  owed: 'Owed',
  payments: 'Payments and deposits',
  noPayments: 'Nothing was paid or received.',
  time: 'Time',
  kind: 'Kind',
  kinds: { send: 'payment', receive: 'deposit', internal: 'between nodes' } satisfies Record<
    RegistryTypes.TransactionTransactionType,
    string
  >,
  amount: 'Amount, FLOP',
  fee: 'Fee, FLOP',
  state: 'State',
  transaction: 'Transaction',
  states: {
    reserved: 'reserved',
    signed: 'signed, on its way',
    confirming: (count: string) => `in a block, ${count} confirmations`,
    confirmed: 'confirmed',
    failed: 'failed',
  },
};

export type NodeMessages = typeof en;
