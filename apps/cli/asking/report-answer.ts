import type { RawAnswer } from '@app/client';
import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { JsonSyntaxError, parseStrictJson } from '@app/infrastructure/http/strict-json.js';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import type { AskedServer } from './asked-server.js';
import type { CommandContext } from './command-context.js';
import { explainRefusal } from './explain-refusal.js';
import type { Palette } from './rendering/palette.js';

/** Of an answer, not of a request body: statistics have a key for every capability. */
const ANSWER_LIMITS = { maxDepth: 32, maxKeys: 100_000 };
const LINE_END = 0x0a;

/** The server said no, or that it cannot say. */
export class Refused extends CommandFailure {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, FAILED);
  }
}

export interface Report<Content> {
  readonly server: AskedServer;
  readonly context: CommandContext;
  /** Whether nothing was changed, so that nothing is lost with what cannot be printed. */
  readonly isRead: boolean;
  /** What the answer says, `undefined` when the API has no such answer. */
  readonly read: (value: JsonValue | undefined) => Content | undefined;
  /** The lines that people read. */
  readonly render: (content: Content, palette: Palette) => string[];
}

export function isRefusal({ status }: RawAnswer): boolean {
  return status < 200 || status > 299;
}

/** Prints an answer. @throws Refused, CommandFailure for one that cannot be read */
export async function reportAnswer<Content>(answer: RawAnswer, report: Report<Content>): Promise<void> {
  const { server, context, isRead, read, render } = report;
  await refuseRefusal(answer, server, context);
  const print = isRead ? context.answer : context.result;
  if (server.isBare) return print(bareText(answer));
  const content = read(readJson(answer.body));
  if (content === undefined) throw notTheApi(server);
  await print(asText(render(content, context.palette)));
}

/** @throws Refused, after the refusal itself was printed where answers are printed as they came */
export async function refuseRefusal(answer: RawAnswer, server: AskedServer, context: CommandContext): Promise<void> {
  const refusal = refusalOf(answer, server);
  if (!refusal) return;
  // That it was refused is said in any case, and is the news.
  if (server.isBare) await context.answer(bareText(answer)).catch(() => {});
  throw refusal;
}

export function refusalOf(answer: RawAnswer, server: AskedServer): Refused | undefined {
  if (!isRefusal(answer)) return undefined;
  return new Refused(explainRefusal(answer, readObject(readJson(answer.body)), server), answer.status);
}

export function notTheApi({ api, url }: Pick<AskedServer, 'api' | 'url'>): CommandFailure {
  return new CommandFailure(`what answers at ${url.href} is no ${api}`, FAILED);
}

/** A line end behind each line. */
export function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A last line end is added when there is none, as a shell expects. */
function bareText({ body }: RawAnswer): Uint8Array {
  return body.length === 0 || body.at(-1) === LINE_END ? body : Buffer.concat([body, Buffer.of(LINE_END)]);
}

export function readObject(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

export function readJson(body: Uint8Array): JsonValue | undefined {
  try {
    return parseStrictJson(Buffer.from(body), ANSWER_LIMITS);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
