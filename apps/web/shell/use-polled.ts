import { type Signal, useSignal } from '@preact/signals';
import { Throttled, Unavailable } from 'mizan-client';
import { useEffect } from 'preact/hooks';
import { mended } from './connection.js';
import type { Loaded } from './use-loaded.js';

interface Polled<Value> {
  /** Is stopped by its signal when the component is gone. */
  readonly load: (signal: AbortSignal) => Promise<Value>;
  /** It is asked at once when these change; of another thing the component has another `key`. */
  readonly inputs: readonly unknown[];
  readonly everyMs: number;
  /** Whether it does not change any more. */
  readonly isDone: (value: Value) => boolean;
}

/** Asks again and again until it is done, also when the server was gone for a time. What was shown stays meanwhile. */
export function usePolled<Value>({ load, inputs, everyMs, isDone }: Polled<Value>): Signal<Loaded<Value>> {
  const state = useSignal<Loaded<Value>>({ isLoading: true });
  const times = mended.value;
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const value = await load(leaving.signal);
        if (leaving.signal.aborted) return;
        state.value = { value, isLoading: false };
        if (isDone(value)) return;
      } catch (error) {
        if (leaving.signal.aborted) return;
        state.value = { value: state.value.value, error, isLoading: false };
        if (!(error instanceof Unavailable || error instanceof Throttled)) return;
      }
      wait();
    };
    // A tab that no one looks at asks for nothing.
    const wait = () => {
      timer = setTimeout(() => (document.hidden ? wait() : void ask()), everyMs);
    };
    void ask();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [JSON.stringify(inputs), times]);
  return state;
}
