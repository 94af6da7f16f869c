/** Words that a reader who learnt English as a second language stumbles over, and what to write instead. */
export const PLAIN_WORDS: readonly [words: string, instead: string][] = [
  ['whoever|whosoever|whomever', 'anyone who, the caller that, the process that'],
  ['nobody', 'no one, no caller, no process; or turn the sentence round'],
  ['he|him|his|himself', 'they, them, their'],
  ['askers?', 'caller, principal'],
  ['purses?', 'wallet'],
  ['bury|buries|buried|burial', 'drop, dropped'],
  ['surroundings', 'context, options'],
  ['what is no number', 'a value that is not a number'],
  ['hence|thence|whence', 'so, therefore, from there'],
  ['thereof|therein|thereby|wherein|whereby|herewith', 'of it, in it, by it'],
  ['lest|albeit|whilst|amongst', 'so that … not, although, while, among'],
  ['for want of', 'because there is no'],
  ['for ever', 'forever, without end'],
];

const QUOTED = /`[^`]*`/g;

/** What `text` should say otherwise; what stands in backquotes is a name or a quotation. */
export function houseWordsIn(text: string): string[] {
  const prose = text.replace(QUOTED, '');
  return PLAIN_WORDS.flatMap(([words, instead]) =>
    [...prose.matchAll(new RegExp(`\\b(?:${words})\\b`, 'gi'))].map(([word]) => `"${word}": write ${instead}`),
  );
}
