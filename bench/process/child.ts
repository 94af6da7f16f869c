import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onceWeAreGone } from '../../test/support/reaper.js';
import type { Reply } from './answer-parent.js';

const LOADER = new URL('../loader/register.mjs', import.meta.url).href;

/** A part of the bench in a process of its own, so that it has a core of its own where there is one. */
export class Child {
  private readonly process: ChildProcess;
  /** The program's file, for messages. */
  private readonly name: string;
  private nextId = 1;

  /** @param program URL of a module that calls `answerParent` */
  constructor(program: URL) {
    this.name = basename(program.pathname);
    this.process = fork(fileURLToPath(program), [], {
      execArgv: ['--import', LOADER],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const callOffReaper = onceWeAreGone(`kill -9 ${this.process.pid}`);
    this.process.once('exit', callOffReaper);
  }

  get pid(): number {
    return this.process.pid!;
  }

  /** @throws Error with what the child says went wrong, or when it ends before it answers */
  ask<Result>(question: object): Promise<Result> {
    const id = this.nextId++;
    const child = this.process;
    return new Promise<Result>((resolve, reject) => {
      const settle = (act: () => void) => {
        child.off('message', onMessage).off('exit', onExit);
        act();
      };
      const onExit = (code: number | null, signal: string | null) => {
        const how = signal ?? `code ${code}`;
        settle(() => reject(new Error(`${this.name} ended before it answered (${how})`)));
      };
      const onMessage = (reply: Reply) => {
        if (reply.id !== id) return;
        settle(() => (reply.error === undefined ? resolve(reply.result as Result) : reject(new Error(reply.error))));
      };
      child.on('message', onMessage).once('exit', onExit);
      child.send({ id, question });
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill();
    await exited;
  }
}
