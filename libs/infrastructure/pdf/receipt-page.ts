import { printDocument } from './print-document.js';
import { drawQrCode } from './qr-code.js';
import { INSTRUCTIONS, LABELS, NO_FATWA } from './receipt-labels.js';
import type { TextSetter } from './text-setter.js';

/** A4 in points, with its margins and the columns between: English labels, values, Urdu labels. */
const PAGE = { left: 50, right: 545, top: 65, bottom: 815 } as const;
const ENGLISH = { x: PAGE.left, width: 115, size: 9, leading: 12, color: '#555555' } as const;
const VALUE = { x: 170, width: 260, size: 10, leading: 13 } as const;
const URDU = { x: 435, width: 110, size: 9.5, leading: 22, direction: 'rtl', color: '#333333' } as const;
const SMALL = { ...VALUE, size: 6.5, leading: 8.5 } as const;
const QR_SIDE = 105;
const HALF = 355;
const VERIFICATION_HEIGHT = QR_SIDE + 35;
/** Of a row with one line of values: Nastaliq rises and hangs further than Latin letters. */
const ROW_HEIGHT = 27;

/** All that is printed, as texts: the thread needs no library of ours for it. */
export interface ReceiptTexts {
  readonly number: string;
  /** Dates the document. */
  readonly chargedAtMs: number;
  readonly rows: readonly ReceiptRow[];
  /** Printed, and as a QR code. */
  readonly verifyUrl: string;
}

export interface ReceiptRow {
  readonly label: keyof typeof LABELS;
  /** In as many lines as it has, and more where one is too long. */
  readonly value: string;
  /** Of hashes, which are for machines. */
  readonly isSmall?: boolean;
}

/** The receipt as PDF, one page but for the longest names. */
export function renderReceipt({ number, chargedAtMs, rows, verifyUrl }: ReceiptTexts): Promise<Buffer> {
  const info = { Title: `Zakat receipt ${number}`, CreationDate: new Date(chargedAtMs) };
  return printDocument(info, (document, setter) => {
    drawTitle(setter);
    let y = PAGE.top + 30;
    for (const row of rows) y = drawRow(document, setter, row, y);
    drawVerification(document, setter, verifyUrl, roomFor(document, VERIFICATION_HEIGHT, y + 14));
  });
}

function drawTitle(setter: TextSetter): void {
  const [english, urdu] = LABELS.title;
  setter.set(english, PAGE.top, { x: PAGE.left, width: 300, size: 22, leading: 26, isBold: true });
  setter.set(urdu, PAGE.top, { x: 300, width: PAGE.right - 300, size: 22, leading: 44, direction: 'rtl' });
}

/** Where what needs `height` begins: at `y`, or on a new page where it would not fit. */
function roomFor(document: PDFKit.PDFDocument, height: number, y: number): number {
  if (y + height <= PAGE.bottom) return y;
  document.addPage();
  return PAGE.top;
}

function drawRow(
  document: PDFKit.PDFDocument,
  setter: TextSetter,
  { label, value, isSmall }: ReceiptRow,
  after: number,
): number {
  const style = isSmall ? SMALL : VALUE;
  const [english, urdu] = LABELS[label];
  const lines = value.split('\n').flatMap((line) => setter.wrap(line, style));
  const height = ROW_HEIGHT + (lines.length - 1) * style.leading;
  const y = roomFor(document, height, after);
  const baseline = y + 17;
  document.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.4).strokeColor('#cccccc').stroke();
  setter.set(english, baseline, ENGLISH);
  setter.set(urdu, baseline, URDU);
  for (const [place, line] of lines.entries()) setter.set(line, baseline + place * style.leading, style);
  return y + height;
}

function drawVerification(document: PDFKit.PDFDocument, setter: TextSetter, verifyUrl: string, y: number): void {
  drawQrCode(document, verifyUrl, { x: PAGE.right - QR_SIDE, y, side: QR_SIDE });
  const text = { x: PAGE.left, width: HALF, size: 8.5, leading: 12 } as const;
  const urdu = { ...text, leading: 20, direction: 'rtl' } as const;
  let baseline = y + 10;
  baseline += setter.set(INSTRUCTIONS[0], baseline, text) * text.leading;
  baseline += setter.set(verifyUrl, baseline + 2, { ...text, size: 7.5, color: '#1a4f8a' }) * text.leading + 8;
  baseline += setter.set(INSTRUCTIONS[1], baseline, urdu) * urdu.leading;
  const width = PAGE.right - PAGE.left;
  baseline = Math.max(baseline, y + QR_SIDE + 12);
  setter.set(NO_FATWA[0], baseline, { ...text, width: width / 2, size: 7, leading: 9, color: '#555555' });
  setter.set(NO_FATWA[1], baseline, { ...urdu, x: PAGE.left + width / 2, width: width / 2, size: 7, color: '#555555' });
}
