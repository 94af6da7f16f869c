import { InvalidContactName } from '../contacts.errors.js';

const LONGEST_NAME = 80;

/** The name of a contact, without blanks around it: 1 to 80 code points, none of them a control character. @throws InvalidContactName */
export function parseContactName(text: string): string {
  const name = text.trim();
  if (name === '' || [...name].length > LONGEST_NAME || /[\p{Cc}\p{Surrogate}]/u.test(name))
    throw new InvalidContactName();
  return name;
}
