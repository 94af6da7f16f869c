import type { Command } from 'commander';
import type { CommandContext } from '../asking/command-context.js';
import { addKeyCreate } from './key/create.js';
import { addCapabilities } from './nodes/capabilities.js';
import { addDeregister } from './nodes/deregister.js';
import { addEvents } from './nodes/events.js';
import { addHeartbeat } from './nodes/heartbeat.js';
import { addList } from './nodes/list.js';
import { addRegister } from './nodes/register.js';
import { addReputation } from './nodes/reputation.js';
import { addRotateKey } from './nodes/rotate-key.js';
import { addShow } from './nodes/show.js';
import { addAdopt } from './reserves/adopt.js';
import { addDismiss } from './reserves/dismiss.js';
import { addEnd } from './reserves/end.js';
import { addExplain } from './reserves/explain.js';
import { addStuck } from './reserves/stuck.js';
import { addBalance } from './wallet/balance.js';
import { addCreate } from './wallet/create.js';
import { addHealth } from './wallet/health.js';
import { addInfo } from './wallet/info.js';
import { addNewAddress } from './wallet/new-address.js';
import { addSend } from './wallet/send.js';
import { addStatement } from './wallet/statement.js';
import { addTransactions } from './wallet/transactions.js';
import { addWebhooks } from './webhooks/add-webhooks-commands.js';

/** A function that adds one command to its group. */
type Add = (parent: Command, context: CommandContext) => void;

const WALLET: readonly Add[] = [
  addHealth,
  addCreate,
  addInfo,
  addBalance,
  addSend,
  addTransactions,
  addStatement,
  addNewAddress,
];
const NODES: readonly Add[] = [
  addRegister,
  addList,
  addShow,
  addHeartbeat,
  addCapabilities,
  addReputation,
  addRotateKey,
  addDeregister,
  addEvents,
  addWebhooks,
];

export function addWalletCommands(parent: Command, context: CommandContext): void {
  for (const add of WALLET) add(parent, context);
}

export function addNodeCommands(parent: Command, context: CommandContext): void {
  for (const add of NODES) add(parent, context);
}

export function addReservesCommands(parent: Command, context: CommandContext): void {
  addExplain(parent, context);
  addAdopt(parent, context);
  addStuck(parent, context);
  addEnd(parent, context);
  addDismiss(parent, context);
}

export function addKeyCommands(parent: Command, context: CommandContext): void {
  addKeyCreate(parent, context);
}
