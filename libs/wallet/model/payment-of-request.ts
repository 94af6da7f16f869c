import type { CompanionRow } from '@app/chain';
import type { BlockIntent } from '@app/utxo';

/** What beside the money belongs to what an idempotency key stands for: nothing where there is nothing, as before there was any. */
export function meaningBeside({
  note,
  request,
}: {
  note?: string | undefined;
  request?: string | undefined;
}): string[] {
  return [
    ...(note === undefined && request === undefined ? [] : [note ?? '']),
    ...(request === undefined ? [] : [request.toLowerCase()]),
  ];
}

/** A transfer that is let pay for a request, see AdmitPayments. */
export interface AdmittedPayment {
  /** The row that is stored with the transfer. */
  readonly companion: CompanionRow;
  /** To be called when the transfer is stored, or can never be. */
  release(): void;
}

/** `intent` with what is stored of the request. It lets go of the request when it is settled: the caller may be answered earlier. */
export function payingFor(intent: BlockIntent, { companion, release }: AdmittedPayment): BlockIntent {
  return {
    plan: (coins) => {
      const planned = intent.plan(coins);
      return { ...planned, companions: [...(planned.companions ?? []), companion] };
    },
    settled: () => {
      intent.settled?.();
      release();
    },
  };
}
