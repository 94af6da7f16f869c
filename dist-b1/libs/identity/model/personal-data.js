import { FieldsRequired } from '../identity.errors.js';
/** Longest accepted values, in UTF-16 units: far above any real name, far below what could be used to fill a disk. */
const LONGEST = { full_name: 200, email: 254, cnic: 64 };
/** @throws FieldsRequired when one is missing, blank, over-long or has control characters */
export function personalData(given) {
    const data = { fullName: given.fullName.trim(), email: given.email.trim(), cnic: given.cnic.trim() };
    if (!data.fullName || !data.email || !data.cnic)
        throw new FieldsRequired('full_name, email and cnic are required');
    const usable = data.fullName.length <= LONGEST.full_name &&
        data.email.length <= LONGEST.email &&
        data.cnic.length <= LONGEST.cnic &&
        !/[\u0000-\u001f\u007f]/.test(data.fullName + data.email + data.cnic);
    if (!usable)
        throw new FieldsRequired('full_name, email or cnic is too long or has control characters');
    return data;
}
/** One spelling per mailbox, for comparison: composed, lower case. */
export function emailKey(email) {
    return email.trim().normalize('NFC').toLowerCase();
}
/** One spelling per national ID, for comparison: dashes of any kind, blanks, invisible marks and digit alphabets make no difference. */
export function cnicKey(cnic) {
    return cnic
        .normalize('NFKC')
        .replace(/\p{Nd}/gu, digitValue)
        .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
        .toLowerCase();
}
/** Decimal digits stand in runs of ten in Unicode, so a digit's value is its distance from the start of its run. */
function digitValue(digit) {
    let zero = digit.codePointAt(0);
    for (let back = 0; back < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); back++)
        zero--;
    return String(digit.codePointAt(0) - zero);
}
//# sourceMappingURL=personal-data.js.map