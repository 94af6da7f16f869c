import type { Signal } from '@preact/signals';

/** More at once the ledger refuses. */
const MOST = 1_000;

interface MoreButtonProps {
  /** How many the list asks for. */
  readonly limit: Signal<number>;
  /** Whether there are more than that. */
  readonly isMore: boolean;
  readonly act: string;
  readonly testId?: string;
}

/** Has a list ask for twice as many, as long as there are more and the ledger gives them at once. */
export function MoreButton({ limit, isMore, act, testId }: MoreButtonProps) {
  if (!isMore || limit.value >= MOST) return null;
  return (
    <button
      type="button"
      data-testid={testId}
      onClick={() => {
        limit.value = Math.min(limit.value * 2, MOST);
      }}
    >
      {act}
    </button>
  );
}
