import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from '@app/infrastructure/http/json-value.js';
import { AnswerLost } from '@app/infrastructure/network/http-client.errors.js';
import { type Command, InvalidArgumentError } from 'commander';
import { CommandFailure } from '../../command-failure.js';
import { OutputLost } from '../../output.js';
import { askRegistry, RegistryRefused } from '../ask-registry.js';
import type { CommandContext } from '../command-context.js';
import { addConnectionOptions, type ConnectionFlags, connectionFlagsOf } from '../connection.js';
import { numberOrText } from '../number-or-text.js';
import { NoAnswer, type RegistryRequest } from '../registry-client.js';
import { fieldLines } from '../rendering/columns.js';
import { type Palette, stateColour } from '../rendering/palette.js';
import { plain } from '../rendering/plain-text.js';
import { shellWord } from '../shell-word.js';
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
    .option('--idempotency-key <key>', 'a payment with the same key is made once (default: a new key)', parseKey)
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
    const again = retryCommand(payment, connectionFlagsOf(command, context.defaults));
    const advice = `  The payment may have been made, or be made later. To find out without paying twice:\n  ${again}`;
    throw new CommandFailure(`${error.message}\n${advice}`, error.exitCode, { cause: error });
  }
}

/** @throws InvalidArgumentError for what does not fit into a header */
function parseKey(text: string): string {
  if (/^[!-~]{1,255}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 255 visible ASCII characters.');
}

function requestOf({ nodeId, recipient, amount, idempotencyKey }: Payment): RegistryRequest {
  const body = { node_id: nodeId, recipient_address: recipient, amount: numberOrText(amount) };
  return { operation: 'sendFromNode', fields: { node_id: nodeId }, body, idempotencyKey };
}

/** A refusal of the registry is final. An error of it, or of what stands between, is not. */
function leavesDoubt(error: CommandFailure): boolean {
  if (error instanceof NoAnswer) return error.cause instanceof AnswerLost;
  return error instanceof RegistryRefused && error.status >= 500;
}

function retryCommand({ nodeId, recipient, amount, idempotencyKey }: Payment, flags: ConnectionFlags): string {
  const words = ['mizan', 'wallet', 'send', nodeId, recipient, amount, '--idempotency-key', idempotencyKey];
  if (flags.url) words.push('--url', flags.url.href);
  if (flags.keyFile) words.push('--key-file', flags.keyFile);
  return words.map(shellWord).join(' ');
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
