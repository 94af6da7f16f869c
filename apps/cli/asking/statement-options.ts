import { isatty } from 'node:tty';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CommandFailure } from '../command-failure.js';
import { USAGE_ERROR } from '../exit-codes.js';
import { writeNewFile } from '../write-new-file.js';
import type { CommandContext } from './command-context.js';

const FORMS = ['json', 'csv', 'pdf'] as const;
export type StatementForm = (typeof FORMS)[number];

export interface TimeFlags {
  readonly from?: string;
  readonly to?: string;
}

export interface StatementFlags extends TimeFlags {
  readonly format?: StatementForm;
  readonly output?: string;
}

export function addTimeOptions(command: Command): Command {
  return command
    .option('--from <time>', 'a day of UTC such as 2026-11-01, or a moment with its offset (default: the beginning)')
    .option('--to <time>', 'a day, which is included, or a moment, which is not (default: now)');
}

export function addStatementOptions(command: Command): Command {
  return addTimeOptions(command)
    .addOption(
      new Option(
        '--format <format>',
        `${FORMS.join(', ')} (default: by the ending of the file, else to be read here)`,
      ).argParser(readForm),
    )
    .option('--output <file>', 'write it to this file; no file is overwritten (default: print it)');
}

/** Undefined when it is to be read at the terminal. @throws CommandFailure when the flags do not say which form it shall have */
export function formOf({ format, output }: StatementFlags): StatementForm | undefined {
  const ending = output?.split('.').at(-1)?.toLowerCase();
  const form = format ?? FORMS.find((one) => one === ending);
  if (form === undefined && output !== undefined) {
    throw new CommandFailure(`which format has ${output}? say it: --format ${FORMS.join('|')}`, USAGE_ERROR);
  }
  if (form === 'pdf' && output === undefined && isatty(1)) {
    throw new CommandFailure('a PDF is no text for a terminal: --output FILE', USAGE_ERROR);
  }
  return form;
}

/** Writes the file, or prints its content. @throws CommandFailure, ReaderLeft, OutputLost */
export async function keepStatement(
  content: Uint8Array,
  { output }: StatementFlags,
  context: CommandContext,
): Promise<void> {
  if (output === undefined) return context.answer(content);
  writeNewFile(output, content);
  await context.result(`statement written to ${output}\n`);
}

function readForm(text: string): StatementForm {
  const form = FORMS.find((one) => one === text);
  if (form === undefined) throw new InvalidArgumentError(`It must be one of ${FORMS.join(', ')}.`);
  return form;
}
