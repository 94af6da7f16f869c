import { useSignal } from '@preact/signals';

interface SureButtonProps {
  readonly act: string;
  /** What it asks before it acts. */
  readonly sure: string;
  /** Its name for who cannot see beside what it stands. */
  readonly named: (act: string) => string;
  readonly testId: string;
  readonly onSure: () => void;
}

/** Asks once more before it acts, on the same button, so that the focus stays. */
export function SureButton({ act, sure, named, testId, onSure }: SureButtonProps) {
  const isAsked = useSignal(false);
  const shown = isAsked.value ? sure : act;
  return (
    <button
      type="button"
      data-testid={testId}
      aria-label={named(shown)}
      onBlur={() => {
        isAsked.value = false;
      }}
      onClick={() => {
        if (isAsked.value) onSure();
        isAsked.value = !isAsked.value;
      }}
    >
      {shown}
    </button>
  );
}
