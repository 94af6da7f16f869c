import type { ConnectionFlags } from './connection.js';
import { choosePalette, type Palette } from './rendering/palette.js';

/** Where a command finds itself: in a process of its own, or in a session that has said something before it. */
export interface Surroundings {
  /** For flags that the command line does not have. */
  readonly defaults: ConnectionFlags;
  readonly palette: Palette;
  /** Results. */
  write(text: string | Uint8Array): void;
  /** Aborts when the user no longer wants to wait for the answer that is due. */
  cancellation(): AbortSignal;
}

/** Those of a command that a shell started. */
export function processSurroundings(): Surroundings {
  return {
    defaults: {},
    palette: choosePalette(process.stdout.isTTY ?? false),
    write: (text) => void process.stdout.write(text),
    cancellation: interruption,
  };
}

/** The first Ctrl-C ends the waiting, so that the command can still say what is known; a second one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => controller.abort());
  return controller.signal;
}
