import { type Direction, visualRuns } from './visual-runs.js';

const runs = (text: string, direction: Direction) => visualRuns(text, direction).map((run) => run.text);

test.each<[string, Direction, string[]]>([
  ['Amina Khan', 'ltr', ['Amina Khan']],
  ['آمنہ خان', 'rtl', ['آمنہ خان']],
  ['آمنہ خان', 'ltr', ['آمنہ خان']],
  ['Name آمنہ خان 42', 'ltr', ['Name ', '42', 'آمنہ خان ']],
  ['رسید 375 یونٹ', 'rtl', [' یونٹ', '375', 'رسید ']],
  ['کوڈ MZ-1448 دیکھیں', 'rtl', [' دیکھیں', 'MZ-1448', 'کوڈ ']],
  ['۱۲۳', 'rtl', ['۱۲۳']],
  ['', 'rtl', []],
])('%j, %s, is set from left to right as %j', (text, direction, expected) => {
  expect(runs(text, direction)).toEqual(expected);
});

test('Arabic digits are read from left to right, in the Arabic font', () => {
  expect(visualRuns('۱۲۳', 'rtl')).toEqual([{ text: '۱۲۳', isRightToLeft: false, isArabic: true }]);
});
