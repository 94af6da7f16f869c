import { setTimeout as sleep } from 'node:timers/promises';
import {
  isFull,
  type OutputDescriptor,
  openOutput,
  writeUntil,
} from '@app/infrastructure/process/output-descriptor.js';
import { CommandFailure } from './command-failure.js';
import { OUTPUT_LOST } from './exit-codes.js';

/** How long what was done waits for somebody to read of it, before it is said on the other stream. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 20;

/** Standard output cannot take what a command says. It is no failure of what the command did. */
export class OutputLost extends CommandFailure {
  /** @param unsaid what was to stand there, when it must not be lost */
  constructor(
    readonly reason: unknown,
    readonly unsaid = '',
    exitCode = OUTPUT_LOST,
  ) {
    const said = unsaid && `; the command was carried out, and says:\n${unsaid.trimEnd()}`;
    super(
      `standard output ${isFull(reason) ? 'is not read' : `cannot be written (${codeOf(reason)})`}${said}`,
      exitCode,
      {
        cause: reason,
      },
    );
  }
}

/** The reader of the output has seen enough, as in `mizan … | head -1`. */
export class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
}

/**
 * What was asked for and changed nothing: a reader may take all the time of the world.
 *
 * @throws ReaderLeft, OutputLost
 */
export async function printAnswer(text: string | Uint8Array): Promise<void> {
  try {
    await write(text, Number.POSITIVE_INFINITY);
  } catch (error) {
    throw codeOf(error) === 'EPIPE' ? new ReaderLeft() : new OutputLost(error);
  }
}

/**
 * What a command has done, or found out. If it cannot be written, main says it on standard error.
 *
 * @param exitCode of the command then; that of lost output when it has succeeded
 * @throws OutputLost
 */
export async function printResult(text: string | Uint8Array, exitCode: number = OUTPUT_LOST): Promise<void> {
  await write(text, PATIENCE_MS).catch((error: unknown) => {
    throw new OutputLost(error, Buffer.from(text).toString(), exitCode);
  });
}

/** Help and the like, for what cannot wait. @throws ReaderLeft, OutputLost */
export function printNow(text: string): void {
  try {
    writeUntil(standardOutput(), Buffer.from(text), performance.now() + PATIENCE_MS);
  } catch (error) {
    throw codeOf(error) === 'EPIPE' ? new ReaderLeft() : new OutputLost(error);
  }
}

/** The results of a command that has several: the first that is lost does not keep the others from being worked for. */
export class Results {
  private lost: OutputLost | undefined;
  private unsaid = '';

  async print(text: string): Promise<void> {
    if (this.lost) this.unsaid += text;
    else {
      await printResult(text).catch((error: OutputLost) => {
        this.lost = error;
        this.unsaid = error.unsaid;
      });
    }
  }

  /** @throws OutputLost with all that was not said */
  end(exitCode: number = OUTPUT_LOST): void {
    if (this.lost) throw new OutputLost(this.lost.reason, this.unsaid, exitCode);
  }
}

let output: OutputDescriptor | undefined;

function standardOutput(): OutputDescriptor {
  output ??= openOutput(1);
  return output;
}

/** Signals are heard in between. */
async function write(text: string | Uint8Array, patienceMs: number): Promise<void> {
  const bytes = Buffer.from(text);
  let from = 0;
  let deadline = performance.now() + patienceMs;
  const onProgress = (offset: number) => {
    from = offset;
    deadline = performance.now() + patienceMs;
  };
  for (;;) {
    try {
      return void writeUntil(standardOutput(), bytes, 0, { from, onProgress });
    } catch (error) {
      if (!isFull(error) || performance.now() >= deadline) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
