import createBidi, { type Bidi } from 'bidi-js';

/** A stretch of text of one direction and one script. */
export interface TextRun {
  /** In the order in which it is read. */
  readonly text: string;
  readonly isRightToLeft: boolean;
  /** Whether a font of the Arabic script sets it; else one of the Latin script does. */
  readonly isArabic: boolean;
}

export type Direction = 'ltr' | 'rtl';

/** Its types say that the module is an object; it is the function itself. */
const bidi = (createBidi as unknown as () => Bidi)();
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/;

/**
 * One line as runs from left to right: the Unicode Bidirectional Algorithm (UAX #9) gives each character its level, and rule L2
 * the order of the runs. Their characters stay in the order of reading, as who shapes them needs it.
 */
export function visualRuns(line: string, direction: Direction): TextRun[] {
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  const runs: { text: string; level: number; isArabic: boolean }[] = [];
  for (let at = 0; at < line.length; at++) {
    const level = levels[at]!;
    // Blanks and marks between Arabic words are the Arabic font's, so that a word is never shaped in pieces.
    const isArabic = level % 2 === 1 || ARABIC.test(line[at]!);
    const last = runs.at(-1);
    if (last && last.level === level && last.isArabic === isArabic) last.text += line[at];
    else runs.push({ text: line[at]!, level, isArabic });
  }
  reorder(runs);
  return runs.map(({ text, level, isArabic }) => ({ text, isRightToLeft: level % 2 === 1, isArabic }));
}

/** From the highest level down to the lowest odd one, each sequence of runs at that level or above is reversed. */
function reorder(runs: { level: number }[]): void {
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < runs.length; start++) {
      let end = start;
      while (end < runs.length && runs[end]!.level >= level) end++;
      if (end > start + 1) runs.splice(start, end - start, ...runs.slice(start, end).reverse());
      start = end;
    }
  }
}
