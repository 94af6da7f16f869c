import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant by `typed`: one that differs in less than half of its letters, and in at most two. */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  const near = words.filter((word) => distance(typed, word) <= Math.min(2, (word.length - 1) / 2));
  return near.length > 0 ? closest(typed, near) : undefined;
}
