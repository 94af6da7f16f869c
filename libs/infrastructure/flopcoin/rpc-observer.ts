/** How a call ended. `refused` carries Core's code; `malformed` is an answer that could not be believed. */
export type RpcOutcome = 'ok' | 'refused' | 'unavailable' | 'timeout' | 'malformed';

export interface RpcObservation {
  method: string;
  outcome: RpcOutcome;
  /** Core's error code, undefined unless Core itself refused. */
  coreCode: number | undefined;
  durationMs: number;
}

/** Told of every call to Core, for metrics. Must not throw. */
export abstract class RpcObserver {
  abstract observe(observation: RpcObservation): void;

  /** One row of an answer of `method` could not be read and was left out; `why` names the field, never its content. */
  rowLeftOut(_method: string, _why: string): void {}
}

export class SilentRpcObserver extends RpcObserver {
  override observe(): void {}
}
