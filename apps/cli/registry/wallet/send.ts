import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import { connectionFlagsOf } from '../../asking/connection-flags.js';
import { parseIdempotencyKey } from '../../asking/idempotency-key.js';
import { leavesDoubt } from '../../asking/lost-answer.js';
import { numberOrText } from '../../asking/number-or-text.js';
import { fieldLines } from '../../asking/rendering/columns.js';
import { type Palette, stateColour } from '../../asking/rendering/palette.js';
import { plain } from '../../asking/rendering/plain-text.js';
import { CommandFailure } from '../../command-failure.js';
import { OutputLost } from '../../output.js';
import { askRegistry } from '../ask-registry.js';
import { addConnectionOptions } from '../connection.js';
import type { RegistryRequest } from '../registry-client.js';
import { retryCommand } from '../retry-command.js';
import { flop } from './wallet-fields.js';

interface Payment {
  readonly nodeId: string;
  readonly recipient: string;
  /** As it was typed. */
  readonly amount: string;
  readonly idempotencyKey: string;
}

export function addSend(parent: Command, context: CommandContext): void {
  addConnectionOptions(parent.command('send'))
    .description('pay from the wallet of a node')
    .argument('<node-id>', 'who pays')
    .argument('<recipient>', 'address that is paid')
    .argument('<amount>', 'FLOP, at most 8 decimals; the network fee comes on top')
    .option(
      '--idempotency-key <key>',
      'a payment with the same key is made once (default: a new key)',
      parseIdempotencyKey,
    )
    .addHelpText(
      'after',
      `
Every payment carries a key, and the registry pays once for one key however often it is asked. When the answer
is lost, the exact command that asks again without paying twice is printed.`,
    )
    .action(
      (nodeId: string, recipient: string, amount: string, options: { idempotencyKey?: string }, command: Command) =>
        send({ nodeId, recipient, amount, idempotencyKey: options.idempotencyKey ?? randomUUID() }, command, context),
    );
}

async function send(payment: Payment, command: Command, context: CommandContext): Promise<void> {
  try {
    await askRegistry(command, context, {
      request: () => requestOf(payment),
      render: sentLines,
    });
  } catch (error) {
    if (error instanceof OutputLost) {
      const key = `idempotency key  ${payment.idempotencyKey} (asking again with it pays nothing)\n`;
      throw new OutputLost(error.reason, `${error.unsaid.trimEnd()}\n${key}`);
    }
    if (!(error instanceof CommandFailure) || !leavesDoubt(error)) throw error;
    const { nodeId, recipient, amount, idempotencyKey } = payment;
    const words = ['wallet', 'send', nodeId, recipient, amount];
    const again = retryCommand(words, idempotencyKey, connectionFlagsOf(command, context.defaults));
    const advice = `  The payment may have been made, or be made later. To find out without paying twice:\n  ${again}`;
    throw new CommandFailure(`${error.message}\n${advice}`, error.exitCode, { cause: error });
  }
}

function requestOf({ nodeId, recipient, amount, idempotencyKey }: Payment): RegistryRequest {
  const body = { node_id: nodeId, recipient_address: recipient, amount: numberOrText(amount) };
  return { operation: 'sendFromNode', fields: { node_id: nodeId }, body, idempotencyKey };
}

function sentLines({ txid, amount, recipient, transaction }: JsonObject, palette: Palette): string[] {
  const { status, fee } = isJsonObject(transaction) ? transaction : ({} as JsonObject);
  const state = plain(status);
  return fieldLines([
    ['sent', { text: flop(amount), paint: palette.bold }],
    ['to', plain(recipient)],
    ['fee', flop(fee)],
    ['status', { text: state, paint: stateColour(palette, state) }],
    ['txid', plain(txid)],
  ]);
}
