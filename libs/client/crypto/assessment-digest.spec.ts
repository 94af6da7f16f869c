import { createHash } from 'node:crypto';
import { ASSESSMENT_REASONS, type AssessmentLine, canonicalLine, parseDay, printDay } from '@app/zakat';
import fc from 'fast-check';
import { AssessmentDigest, type HashedLine } from './assessment-digest.js';

const FIRST = parseDay('2020-01-01');
const units = fc.bigInt(0n, 2n ** 63n - 1n);
const day = fc.option(
  fc.nat(10_000).map((days) => FIRST + days),
  { nil: undefined },
);
const line = fc.record({
  walletAddress: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  balance: units,
  debts: units,
  net: units,
  nisab: units,
  hawlFrom: day,
  hawlUntil: day,
  due: units,
  reason: fc.constantFrom(...ASSESSMENT_REASONS),
  daysLeft: fc.option(fc.nat(355), { nil: undefined }),
}) as fc.Arbitrary<AssessmentLine>;

/** As the API prints it. */
function printed(line: AssessmentLine): HashedLine {
  const { walletAddress: wallet_address, hawlFrom, hawlUntil, daysLeft, ...rest } = line;
  const dayOrNull = (day: AssessmentLine['hawlFrom']) => (day === undefined ? null : printDay(day));
  const left = daysLeft === undefined ? {} : { days_left: daysLeft };
  return { wallet_address, ...rest, hawl_from: dayOrNull(hawlFrom), hawl_until: dayOrNull(hawlUntil), ...left };
}

describe('the digest of an assessment', () => {
  it('is the hash that the ledger gives the same lines', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const digest = new AssessmentDigest();
        for (const each of lines) digest.add(printed(each));
        expect(digest.digest()).toBe(createHash('sha256').update(lines.map(canonicalLine).join('')).digest('hex'));
      }),
    );
  });
});
