import { createInterface, type Interface } from 'node:readline';
import { isatty } from 'node:tty';
import { sayLastWords } from '@app/infrastructure/process/last-words.js';
import { CommanderError } from 'commander';
import type { CommandContext } from '../../asking/command-context.js';
import type { ConnectionFlags } from '../../asking/connection-flags.js';
import { choosePalette } from '../../asking/rendering/palette.js';
import { CommandFailure } from '../../command-failure.js';
import { READER_LEFT, USAGE_ERROR } from '../../exit-codes.js';
import { OutputLost, printAnswer, printNow, printResult, ReaderLeft } from '../../output.js';
import { DEFAULT_URL } from '../connection.js';
import { completeLine } from './complete-line.js';
import { HistoryFile, historyPath, isMemorable, MAX_HISTORY_LINES } from './history-file.js';
import { sessionCommands } from './session-commands.js';
import { splitWords } from './split-words.js';

/**
 * Reads commands from standard input until `quit`, `exit` or its end. What a command is refused is said, and the session goes
 * on; when what it says cannot be written, it ends.
 *
 * @returns the exit code: for a script, that of the first command that failed; a person has seen it
 */
export async function runSession(flags: ConnectionFlags): Promise<number> {
  const isTerminal = isatty(0) && isatty(1);
  const failure = await new Session(flags, isTerminal).run();
  return isTerminal ? 0 : failure;
}

class Session implements CommandContext {
  readonly palette = choosePalette(isatty(1));
  private readonly history = new HistoryFile(historyPath());
  private readonly lines: Interface;
  private cancel = new AbortController();
  private isBusy = false;
  /** Exit code of the first command that failed. */
  private failure = 0;

  constructor(
    readonly defaults: ConnectionFlags,
    private readonly isTerminal: boolean,
  ) {
    this.lines = isTerminal ? this.openTerminal() : createInterface({ input: process.stdin, crlfDelay: Infinity });
    const interrupt = () => this.interrupt();
    if (isTerminal) this.lines.on('SIGINT', interrupt);
    else process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  }

  async run(): Promise<number> {
    if (this.isTerminal) {
      const url = this.defaults.url?.href ?? DEFAULT_URL;
      printNow(`${this.palette.faint(`Registry at ${url}. Type help, or quit.`)}\n`);
      this.lines.prompt();
    }
    for await (const line of this.lines) {
      this.remember(line);
      this.isBusy = true;
      const isLeaving = await this.execute(line);
      this.isBusy = false;
      if (isLeaving) break;
      if (this.isTerminal) this.lines.prompt();
    }
    this.lines.close();
    return this.failure;
  }

  readonly answer = printAnswer;
  readonly result = printResult;

  cancellation(): AbortSignal {
    return this.cancel.signal;
  }

  private openTerminal(): Interface {
    const words = this.commandWords();
    return createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: 'mizan> ',
      history: this.history.load(),
      historySize: MAX_HISTORY_LINES,
      removeHistoryDuplicates: true,
      completer: (line: string) =>
        completeLine(
          sessionCommands(this, () => {}),
          line,
        ),
    }).on('history', (lines: string[]) => {
      if (lines[0] !== undefined && !isMemorable(lines[0], words)) lines.shift();
    });
  }

  private commandWords(): string[] {
    return ['help', ...sessionCommands(this, () => {}).commands.map((command) => command.name())];
  }

  private remember(line: string): void {
    if (this.isTerminal && isMemorable(line, this.commandWords())) this.history.append(line);
  }

  /** @returns whether the line ends the session */
  private async execute(line: string): Promise<boolean> {
    let isLeaving = false;
    try {
      const words = wordsOf(line);
      if (words.length === 0) return false;
      const program = sessionCommands(this, () => {
        isLeaving = true;
      });
      await program.parseAsync(words, { from: 'user' });
    } catch (error) {
      this.failure ||= exitCodeOf(error);
      if (error instanceof CommandFailure) sayLastWords(`${error.message}\n`); // commander has said its own already
      if (error instanceof OutputLost || error instanceof ReaderLeft) return true;
    }
    return isLeaving;
  }

  /** Ctrl-C: a command is given up; without one a terminal's line is cleared, and a pipe is left. */
  private interrupt(): void {
    if (this.isBusy) {
      this.cancel.abort();
      this.cancel = new AbortController();
    } else if (this.isTerminal) {
      this.lines.write(null, { ctrl: true, name: 'u' });
      printNow('\nquit, or Ctrl-D, leaves\n');
      this.lines.prompt();
    }
    if (!this.isTerminal) this.lines.close();
  }
}

/** @throws any error that is not a failure of a command */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFailure) return error.exitCode;
  if (error instanceof ReaderLeft) return READER_LEFT;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
  throw error;
}

/** None for a comment. Lines copied from a shell may begin with the name of the program. */
function wordsOf(line: string): string[] {
  if (/^\s*#/.test(line)) return [];
  const words = splitWords(line);
  if (!words) throw new CommandFailure('a quotation mark has no partner', USAGE_ERROR);
  return words[0] === 'mizan' ? words.slice(1) : words;
}
