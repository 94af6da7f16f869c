import { randomUUID } from 'node:crypto';
import { ledgerOperations, type RawAnswer } from '@app/client';
import { isJsonObject, type JsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import type { Command } from 'commander';
import type { CommandContext } from '../asking/command-context.js';
import { connectionFlagsOf } from '../asking/connection-flags.js';
import { commandWithKey, leavesDoubt } from '../asking/lost-answer.js';
import type { Palette } from '../asking/rendering/palette.js';
import { notTheApi, readJson, readObject, refusalOf, refuseRefusal, reportAnswer } from '../asking/report-answer.js';
import { MAX_FILE_BYTES } from '../asking/send-once.js';
import { shellWord } from '../asking/shell-word.js';
import { CommandFailure } from '../command-failure.js';
import { OutputLost } from '../output.js';
import { type LedgerRequest, sendToLedger } from './ledger-client.js';
import { type Asker, type LedgerConnection, openLedger } from './ledger-connection.js';

const LOOK_TIMEOUT_MS = 30_000;

export type Render<Content = JsonObject> = (content: Content, palette: Palette) => string[];

/** What one command asks the ledger: each request once, whose refusal ends the command. */
export class LedgerInquiry {
  readonly connection: LedgerConnection;
  private readonly idempotencyKey: string;
  /** Aborts when the user no longer wants to wait. */
  readonly signal: AbortSignal;

  /** @throws CommandFailure for an address or a token that cannot be used */
  constructor(
    command: Command,
    readonly context: CommandContext,
    who: Asker = 'administrator',
  ) {
    this.connection = openLedger(connectionFlagsOf(command, context.defaults), who);
    this.idempotencyKey = command.opts<{ idempotencyKey?: string }>().idempotencyKey ?? randomUUID();
    this.signal = context.cancellation();
  }

  /** Asks, and prints the answer. @throws Refused, NoAnswer, OutputLost, CommandFailure */
  async ask(request: LedgerRequest, render: Render): Promise<void> {
    await this.report(request, await this.send(request), readObject, render);
  }

  /** Asks how a change of this command ended: what is printed must not be lost. */
  async askForOutcome(request: LedgerRequest, render: Render): Promise<JsonObject> {
    const answer = await this.send(request);
    const { connection: server, context } = this;
    await reportAnswer(answer, { server, context, isRead: false, read: readObject, render });
    return this.read(answer);
  }

  /** The same for a list that may go on. @param read the items of an answer */
  async askList(
    request: LedgerRequest,
    render: Render<JsonObject[]>,
    read: (value: JsonValue | undefined) => JsonObject[] | undefined = readList,
  ): Promise<void> {
    const answer = await this.send(request);
    await this.report(request, answer, read, (rows, palette) => [...render(rows, palette), ...moreLines(answer)]);
    if (this.connection.isBare) for (const line of moreLines(answer)) sayLastWords(`${line}\n`);
  }

  /** An answer that the command goes on with. @throws Refused, NoAnswer, CommandFailure */
  async demand(request: LedgerRequest): Promise<JsonObject> {
    const answer = await this.send(request);
    await refuseRefusal(answer, this.connection, this.context);
    return this.read(answer);
  }

  /** The same for one of many looks at something, of which nothing is printed. @throws Refused, NoAnswer, CommandFailure */
  async look(request: LedgerRequest): Promise<JsonObject> {
    const timeoutMs = Math.min(this.connection.timeoutMs, LOOK_TIMEOUT_MS);
    const answer = await sendToLedger({ ...this.connection, timeoutMs }, request, this.signal);
    const refusal = refusalOf(answer, this.connection);
    if (refusal) throw refusal;
    return this.read(answer);
  }

  /** An answer as it came: a file that the ledger makes. @throws Refused, NoAnswer */
  async download(request: LedgerRequest): Promise<Uint8Array> {
    const server = { ...this.connection, maxAnswerBytes: MAX_FILE_BYTES };
    const answer = await sendToLedger(server, request, this.signal);
    await refuseRefusal(answer, this.connection, this.context);
    return answer.body;
  }

  /** @throws ReaderLeft, OutputLost */
  print(text: string | Uint8Array): Promise<void> {
    return this.context.answer(text);
  }

  private read({ body }: RawAnswer): JsonObject {
    const content = readObject(readJson(body));
    if (!content) throw notTheApi(this.connection);
    return content;
  }

  private send(request: LedgerRequest): Promise<RawAnswer> {
    const idempotencyKey = isRead(request) ? undefined : this.idempotencyKey;
    return this.advising(request, () => sendToLedger(this.connection, { ...request, idempotencyKey }, this.signal));
  }

  private report<Content>(
    request: LedgerRequest,
    answer: RawAnswer,
    read: (value: JsonValue | undefined) => Content | undefined,
    render: Render<Content>,
  ): Promise<void> {
    const { connection: server, context } = this;
    return this.advising(request, () =>
      reportAnswer(answer, { server, context, isRead: isRead(request), read, render }),
    );
  }

  /** Says how to find out about a change whose answer was lost. */
  private async advising<Result>(request: LedgerRequest, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isRead(request) || !(error instanceof CommandFailure)) throw error;
      if (error instanceof OutputLost) {
        const key = isKeyed(request) ? `idempotency key  ${this.idempotencyKey}\n` : '';
        throw new OutputLost(error.reason, `${error.unsaid.trimEnd()}\n${key}`, error.exitCode);
      }
      if (!leavesDoubt(error)) throw error;
      const again = isKeyed(request)
        ? `To find out, without doing it twice:\n  ${commandWithKey(this.idempotencyKey)}`
        : 'The same command may be given again.';
      throw new CommandFailure(`${error.message}\n  It may have been carried out. ${again}`, error.exitCode, {
        cause: error,
      });
    }
  }
}

/** Items of an answer that is a list. */
function readList(value: JsonValue | undefined): JsonObject[] | undefined {
  return Array.isArray(value) ? value.filter(isJsonObject) : undefined;
}

function moreLines({ headers }: RawAnswer): string[] {
  const [, reference] = /<([^>]*)>;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  if (reference === undefined) return [];
  const cursor = new URL(reference, 'http://relative.invalid').searchParams.get('cursor') ?? '';
  return [`more: --cursor ${shellWord(cursor)}`];
}

function isRead({ operation }: LedgerRequest): boolean {
  return ledgerOperations[operation].method === 'GET';
}

function isKeyed({ operation }: LedgerRequest): boolean {
  return 'isKeyed' in ledgerOperations[operation];
}
