import { type RawAnswer, registryOperations } from '@app/client';
import { isJsonObject, type JsonObject } from '@app/infrastructure/http/json-value.js';
import { JsonSyntaxError, parseStrictJson } from '@app/infrastructure/http/strict-json.js';
import type { Command } from 'commander';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import type { CommandContext } from './command-context.js';
import { type Connection, connectionFlagsOf, openConnection } from './connection.js';
import { explainRefusal } from './explain-refusal.js';
import { type RegistryRequest, sendToRegistry } from './registry-client.js';
import type { Palette } from './rendering/palette.js';

export interface Question {
  request(connection: Connection): RegistryRequest;
  /** The lines that people read. */
  render(answer: JsonObject, palette: Palette): string[];
}

/** Of an answer, not of a request body: statistics have a key for every capability. */
const ANSWER_LIMITS = { maxDepth: 32, maxKeys: 100_000 };
const LINE_END = 0x0a;

/** The registry said no, or that it cannot say. */
export class RegistryRefused extends CommandFailure {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, FAILED);
  }
}

/**
 * Sends one request and prints the answer: rendered, or with `--json` byte for byte, also that of a refusal.
 *
 * @throws RegistryRefused, NoAnswer, CommandFailure for a key file that cannot be used or an answer that cannot be read
 */
export async function askRegistry(command: Command, context: CommandContext, question: Question): Promise<void> {
  const connection = openConnection(connectionFlagsOf(command, context.defaults));
  const request = question.request(connection);
  const answer = await sendToRegistry(connection, request, context.cancellation());
  await reportAnswer(answer, {
    connection,
    context,
    isRead: registryOperations[request.operation].method === 'GET',
    render: question.render,
  });
}

export interface Report {
  readonly connection: Connection;
  readonly context: CommandContext;
  /** Whether nothing was changed, so that nothing is lost with what cannot be printed. */
  readonly isRead: boolean;
  readonly render: Question['render'];
}

export function isRefusal({ status }: RawAnswer): boolean {
  return status < 200 || status > 299;
}

/** Prints an answer. @throws RegistryRefused, CommandFailure for one that cannot be read */
export async function reportAnswer(answer: RawAnswer, report: Report): Promise<void> {
  const { connection, context, isRead, render } = report;
  const print = isRead ? context.answer : context.result;
  if (isRefusal(answer)) {
    // That it was refused is said in any case, and is the news.
    if (connection.isBare) await context.answer(bareText(answer)).catch(() => {});
    throw new RegistryRefused(explainRefusal(answer, readJson(answer.body), connection), answer.status);
  }
  if (connection.isBare) return print(bareText(answer));
  const content = readJson(answer.body);
  if (!content) throw new CommandFailure(`what answers at ${connection.url.href} is no registry`, FAILED);
  await print(
    render(content, context.palette)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** A last line end is added when there is none, as a shell expects. */
function bareText({ body }: RawAnswer): Uint8Array {
  return body.length === 0 || body.at(-1) === LINE_END ? body : Buffer.concat([body, Buffer.of(LINE_END)]);
}

export function readJson(body: Uint8Array): JsonObject | undefined {
  try {
    const value = parseStrictJson(Buffer.from(body), ANSWER_LIMITS);
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
