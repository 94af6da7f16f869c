import type { ModeName } from '@app/kernel';
import type { Api } from '../hostile/support/hostile-case.js';
import type { RunningServer } from '../support/server.js';
import type { KnownValues } from './json-texts.js';

/** Who sends a request; `user` has a session, `node` signs. */
export const CALLERS = ['nobody', 'user', 'node', 'administrator'] as const;
export type CallerName = (typeof CALLERS)[number];

/** A server to fuzz, with something on it that is worth an attack. */
export interface FuzzTarget {
  readonly mode: ModeName;
  readonly server: RunningServer;
  /** Who may be asked to send a request; none where credentials mean nothing. */
  readonly callers: readonly CallerName[];
  readonly known: Readonly<Record<Api, KnownValues>>;
  /** What no refusal may repeat. */
  readonly secrets: readonly string[];
  /** What proves that `caller` sends the request. */
  credentials(caller: CallerName, request: { method: string; target: string; body?: string }): Promise<Credentials>;
  stop(): Promise<void>;
}

/** As headers. */
export type Credentials = Readonly<Record<string, string>>;
