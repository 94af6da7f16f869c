import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** How often `everyMs` has passed since the component appeared, while its page could be seen: for what no event tells of. */
export function useRegularly(everyMs: number): number {
  const times = useSignal(0);
  useEffect(() => {
    let lastMs = performance.now();
    // A timer may be a little early.
    const look = () => {
      if (document.hidden || performance.now() - lastMs < everyMs - 100) return;
      lastMs = performance.now();
      times.value += 1;
    };
    const timer = setInterval(look, everyMs);
    // A page that comes back into sight shows at once what is true now.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs]);
  return times.value;
}
