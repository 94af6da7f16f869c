/** More than any line of a mail; a longer text is not looked at. */
const MAX_LENGTH = 500;

/** What mails and phones put into a text unseen: joiners, marks of direction, soft hyphens. */
const UNSEEN = /\p{Cf}|\u{34f}/gu;
const WHOLE = /(?<![\p{L}\p{Nd}])[0-9]{6}(?![\p{L}\p{Nd}])/gu;
/** Two groups of three, as telephones show them; a third group beside them makes another number of it. */
const IN_GROUPS = /(?<!\p{L}|\p{Nd}[\s-]?)[0-9]{3}[\s-][0-9]{3}(?![\s-]?\p{Nd})(?!\p{L})/gu;
const SEPARATORS = /[\s-]+/g;

/**
 * The six digits of a one-time password in what a person typed or pasted: with spaces around or inside it, or the whole line of
 * the mail. Undefined when there is none, or when two different ones are there. Digits are those of ASCII.
 */
export function readPastedCode(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const seen = text.replace(UNSEEN, '');
  const bare = seen.replace(SEPARATORS, '');
  if (/^[0-9]{6}$/.test(bare)) return bare;
  const found = [...seen.matchAll(WHOLE), ...seen.matchAll(IN_GROUPS)].map(([code]) => code.replace(SEPARATORS, ''));
  const [code, ...others] = new Set(found);
  return others.length === 0 ? code : undefined;
}
