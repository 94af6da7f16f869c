import { domainToASCII } from 'node:url';
import { FieldsRequired } from '../identity.errors.js';

/** Longest accepted values, in UTF-16 units: far above any real name, far below what could be used to fill a disk. */
const LONGEST = { full_name: 200, email: 254, cnic: 64 } as const;

/** What identifies a user. Texts are kept as given, less surrounding white space. */
export interface PersonalData {
  readonly fullName: string;
  readonly email: string;
  readonly cnic: string;
}

/** @throws FieldsRequired when one is missing, blank, over-long or has control characters or line breaks of any kind */
export function personalData(given: PersonalData): PersonalData {
  const data = { fullName: given.fullName.trim(), email: given.email.trim(), cnic: given.cnic.trim() };
  if (!data.fullName || !data.email || !data.cnic)
    throw new FieldsRequired('full_name, email and cnic are required', {
      field: !data.fullName ? 'full_name' : !data.email ? 'email' : 'cnic',
    });
  const usable =
    data.fullName.length <= LONGEST.full_name &&
    isUsableEmail(data.email) &&
    data.cnic.length <= LONGEST.cnic &&
    !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(data.fullName + data.email + data.cnic);
  if (!usable)
    throw new FieldsRequired('full_name, email or cnic is too long or has control characters', {
      field: unusableField(data),
    });
  return data;
}

function unusableField(data: PersonalData): string {
  const unclean = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
  if (data.fullName.length > LONGEST.full_name || unclean.test(data.fullName)) return 'full_name';
  return !isUsableEmail(data.email) || unclean.test(data.email) ? 'email' : 'cnic';
}

/**
 * The same where an e-mail gets mail and a national ID is one person's: the e-mail must have the form of an address, the
 * CNIC 13 digits, with or without dashes; it is kept as 12345-1234567-1.
 * @throws FieldsRequired
 */
export function exclusivePersonalData(given: PersonalData): PersonalData {
  const data = personalData(given);
  if (!isDeliverable(data.email)) throw new FieldsRequired('email must be an e-mail address', { field: 'email' });
  const digits = /^(\d{5})(\d{7})(\d)$/.exec(cnicKey(data.cnic));
  if (!digits) throw new FieldsRequired('cnic must have 13 digits', { field: 'cnic' });
  return { ...data, cnic: digits.slice(1).join('-') };
}

/** Whether an e-mail can be looked up at all. Some letters grow when they are composed, so the one spelling counts too. */
export function isUsableEmail(email: string): boolean {
  return email.trim() !== '' && email.length <= LONGEST.email && emailKey(email).length <= LONGEST.email;
}

/** An address without quotes, comments or marks that cannot be seen, at a host name with a dot. */
function isDeliverable(email: string): boolean {
  const [local = '', domain = '', ...more] = email.split('@');
  if (more.length > 0 || !/^[^\s"(),:;<>[\\\]\p{C}]{1,64}$/u.test(local)) return false;
  const host = domainToASCII(domain);
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(host);
}

/**
 * One spelling per mailbox, for comparison: without marks that cannot be seen, in compatible letters (full-width ones are
 * plain), composed, lower case, the domain as DNS has it. Two mailboxes that only differ in this count as one, which is
 * safe because mail goes to the address that was registered and never to the one that was typed.
 */
export function emailKey(email: string): string {
  const plain = email
    .trim()
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC');
  const at = plain.lastIndexOf('@');
  const domain = at < 0 ? '' : domainToASCII(plain.slice(at + 1));
  return domain === '' ? plain : plain.slice(0, at + 1) + domain;
}

/** One spelling per national ID, for comparison: dashes of any kind, blanks, invisible marks and digit alphabets make no difference. */
export function cnicKey(cnic: string): string {
  return cnic
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, digitValue)
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
    .toLowerCase();
}

/**
 * `#####-*******-#`, however it was typed: of a CNIC's 13 digits the first five, which say where it was issued, and the last. Its
 * owner knows the rest, and a thief of the session should not. Of what a demo took for a CNIC and is none, nothing is shown but
 * its dashes and blanks.
 */
export function maskCnic(cnic: string): string {
  const [, place, last] = /^(\d{5})\d{7}(\d)$/.exec(cnicKey(cnic)) ?? [];
  return place === undefined ? cnic.replace(/[^\s\p{Pd}]/gu, '*') : `${place}-*******-${last}`;
}

/** Decimal digits stand in runs of ten in Unicode, so a digit's value is its distance from the start of its run. */
function digitValue(digit: string): string {
  let zero = digit.codePointAt(0)!;
  for (let back = 0; back < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); back++) zero--;
  return String(digit.codePointAt(0)! - zero);
}
