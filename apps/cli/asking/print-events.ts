import { MizanError } from '@app/client';
import { toJson } from '@app/infrastructure/http/json-writer.js';
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import type { CommandContext } from './command-context.js';
import { plain } from './rendering/plain-text.js';
import { asText } from './report-answer.js';

interface PrintedEvent {
  readonly time: string;
  readonly type: string;
  readonly data: object;
}

/** Prints a line for each event until they end. @param isBare as JSON. @throws CommandFailure when the server refuses · ReaderLeft */
export async function printEvents(
  events: AsyncIterable<PrintedEvent>,
  { isBare, context }: { isBare: boolean; context: CommandContext },
): Promise<void> {
  try {
    for await (const event of events) await context.answer(asText([isBare ? toJson(event) : lineOf(event)]));
  } catch (error) {
    if (error instanceof MizanError) throw new CommandFailure(error.detail, FAILED, { cause: error });
    throw error;
  }
}

function lineOf({ time, type, data }: PrintedEvent): string {
  const facts = Object.entries(data).map(([name, value]) => `${name}=${value === null ? '-' : plain(textOf(value))}`);
  return [time, type, ...facts].join(' ');
}

/** What was and what is are an object. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
}
