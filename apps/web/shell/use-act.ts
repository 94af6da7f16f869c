import { useSignal } from '@preact/signals';

/** Something that a button does: one at a time, with words for what went wrong. */
export function useAct(wordsOf: (error: unknown) => string) {
  const isBusy = useSignal(false);
  const words = useSignal('');
  const act = async (run: () => Promise<void>): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    words.value = '';
    try {
      await run();
    } catch (error) {
      words.value = wordsOf(error);
    }
    isBusy.value = false;
  };
  return { act, isBusy, words };
}
