import { isatty } from 'node:tty';
import { printAnswer, printResult } from '../output.js';
import type { ConnectionFlags } from './connection-flags.js';
import { choosePalette, type Palette } from './rendering/palette.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What a command runs in: a process of its own, or an interactive session that has defaults of its own. */
export interface CommandContext {
  /** For flags that the command line does not have. */
  readonly defaults: ConnectionFlags;
  readonly palette: Palette;
  /** What was asked for. @throws ReaderLeft, OutputLost */
  answer(text: string | Uint8Array): Promise<void>;
  /** What was done, which must not be lost. @throws OutputLost */
  result(text: string | Uint8Array): Promise<void>;
  /** Aborts when the user no longer wants to wait for the answer that is due. */
  cancellation(): AbortSignal;
}

/** The context of a command that a shell started. */
export function processContext(): CommandContext {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  // With an answer to say, there is nothing to wait for but a reader, and a signal ends the process as usual.
  const said = (print: (text: string | Uint8Array) => Promise<void>) => (text: string | Uint8Array) => {
    for (const signal of SIGNALS) process.removeListener(signal, interrupt);
    return print(text);
  };
  return {
    defaults: {},
    palette: choosePalette(isatty(1)),
    answer: said(printAnswer),
    result: said(printResult),
    cancellation: () => {
      // The first Ctrl-C ends the waiting, so that the command can still say what is known; a second one ends the process.
      for (const signal of SIGNALS) process.once(signal, interrupt);
      return controller.signal;
    },
  };
}
