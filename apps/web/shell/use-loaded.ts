import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { mended } from './connection.js';

/** What is known of something that was asked for. A value stays while it is asked for again. */
export interface Loaded<Value> {
  readonly value?: Value;
  readonly error?: unknown;
  readonly isLoading: boolean;
}

/**
 * Asks when the component appears, when `inputs` change, and when a lost connection is back.
 * @param load is stopped by its signal when the answer is not needed any more
 * @param again asks again when it changes, for something that is still the same: what is shown stays until the answer is there
 */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  inputs: readonly unknown[],
  again: number = 0,
): Signal<Loaded<Value>> {
  const state = useSignal<Loaded<Value>>({ isLoading: true });
  const times = useSignal(0);
  useSignalEffect(() => {
    times.value = mended.value;
  });
  const key = JSON.stringify(inputs);
  const shown = useSignal(key);
  useEffect(() => {
    const leaving = new AbortController();
    // What was shown belongs to other inputs, such as the page of another block.
    state.value = { value: shown.value === key ? state.value.value : undefined, isLoading: true };
    shown.value = key;
    load(leaving.signal).then(
      (value) => {
        if (!leaving.signal.aborted) state.value = { value, isLoading: false };
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) state.value = { value: state.value.value, error, isLoading: false };
      },
    );
    return () => leaving.abort();
  }, [key, again, times.value]);
  return state;
}
