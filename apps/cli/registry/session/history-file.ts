import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

export const MAX_HISTORY_LINES = 1000;

/** Where the history of sessions is kept, by the XDG Base Directory Specification. */
export function historyPath(environment: NodeJS.ProcessEnv = process.env): string {
  const state = environment.XDG_STATE_HOME;
  return join(state && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'mizan', 'history');
}

/**
 * Whether a line may be remembered: it begins with a command, so that a secret pasted into the wrong window is none, and
 * holds nothing like a key. A line that begins with a space is not remembered either, as in other shells.
 */
export function isMemorable(line: string, commands: readonly string[]): boolean {
  const [first = ''] = line.split(/\s/, 1);
  return commands.includes(first) && !/[0-9a-fA-F]{64}|-----BEGIN|auth_data|secret/i.test(line);
}

/** The lines of earlier sessions. One that cannot be kept is lost in silence: a session is not refused for it. */
export class HistoryFile {
  constructor(private readonly path: string) {}

  /** Newest first. */
  load(): string[] {
    let lines: string[];
    try {
      lines = readFileSync(this.path, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
    const kept = lines.slice(-MAX_HISTORY_LINES);
    if (lines.length > 2 * MAX_HISTORY_LINES) this.attempt(() => writeFileSync(this.path, `${kept.join('\n')}\n`));
    return kept.reverse();
  }

  append(line: string): void {
    this.attempt(() => {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      appendFileSync(this.path, `${line}\n`, { mode: 0o600 });
      chmodSync(this.path, 0o600); // it may have been there before us
    });
  }

  private attempt(write: () => void): void {
    try {
      write();
    } catch {}
  }
}
