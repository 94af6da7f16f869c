import { type RawAnswer, registryOperations } from '@app/client';
import type { JsonObject } from '@app/infrastructure/http/json-value.js';
import type { Command } from 'commander';
import type { AskedServer } from '../asking/asked-server.js';
import type { CommandContext } from '../asking/command-context.js';
import { connectionFlagsOf } from '../asking/connection-flags.js';
import type { Palette } from '../asking/rendering/palette.js';
import { readObject, reportAnswer } from '../asking/report-answer.js';
import { type Connection, openConnection } from './connection.js';
import { type RegistryRequest, sendToRegistry } from './registry-client.js';

export interface Question {
  request(connection: Connection): RegistryRequest;
  /** The lines that people read. */
  render(answer: JsonObject, palette: Palette): string[];
}

/**
 * Sends one request and prints the answer: rendered, or with `--json` byte for byte, also that of a refusal.
 *
 * @throws Refused, NoAnswer, CommandFailure for a key file that cannot be used or an answer that cannot be read
 */
export async function askRegistry(command: Command, context: CommandContext, question: Question): Promise<void> {
  const connection = openConnection(connectionFlagsOf(command, context.defaults));
  const request = question.request(connection);
  const answer = await sendToRegistry(connection, request, context.cancellation());
  await reportOfRegistry(answer, {
    connection,
    context,
    isRead: registryOperations[request.operation].method === 'GET',
    render: question.render,
  });
}

export interface RegistryReport {
  readonly connection: Connection;
  readonly context: CommandContext;
  readonly isRead: boolean;
  readonly render: Question['render'];
}

/** Prints an answer of the registry. @throws Refused, CommandFailure for one that cannot be read */
export function reportOfRegistry(
  answer: RawAnswer,
  { connection, context, isRead, render }: RegistryReport,
): Promise<void> {
  return reportAnswer(answer, { server: askedServerOf(connection), context, isRead, read: readObject, render });
}

export function askedServerOf({ key, url, isBare }: Connection): AskedServer {
  const howToProve = key ? undefined : 'sign the request: --key-file FILE, or MIZAN_KEY_FILE';
  return { api: 'registry', url, isBare, howToProve };
}
