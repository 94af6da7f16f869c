import { printDocument } from './print-document.js';
import { COLUMN_LABELS, STATEMENT_LABELS } from './statement-labels.js';
import type { TextSetter, TextStyle } from './text-setter.js';

/** A4 in points, with its margins. */
const PAGE = { left: 50, right: 545, top: 65, bottom: 790, footer: 815 } as const;
const ROW_HEIGHT = 27;
const ENGLISH = { x: PAGE.left, width: 130, size: 9, leading: 12, color: '#555555' } as const;
const VALUE = { x: 185, width: 250, size: 9.5, leading: 12 } as const;
const URDU = { x: 435, width: 110, size: 9.5, leading: 22, direction: 'rtl', color: '#333333' } as const;

type Column = 'time' | 'type' | 'other' | 'transaction' | 'in' | 'out' | 'balance';
const CELL = { size: 7, leading: 9 } as const;
const COLUMNS: readonly (readonly [Column, TextStyle])[] = [
  ['time', { ...CELL, x: 50, width: 76 }],
  ['type', { ...CELL, x: 128, width: 34 }],
  ['other', { ...CELL, x: 164, width: 56 }],
  ['transaction', { ...CELL, x: 222, width: 56 }],
  ['in', { ...CELL, x: 280, width: 85, align: 'right' }],
  ['out', { ...CELL, x: 369, width: 85, align: 'right' }],
  ['balance', { ...CELL, x: 458, width: 87, align: 'right' }],
];
const LINE_GAP = 4;

export interface StatementRow {
  readonly label: keyof typeof STATEMENT_LABELS;
  readonly value: string;
}

export type StatementCells = Readonly<Record<Column, string>>;

/** All that is printed, as texts: the thread needs no library of ours for it. */
export interface StatementTexts {
  /** Whose statement it is. */
  readonly title: string;
  readonly head: readonly StatementRow[];
  /** What the column of the other side is called. */
  readonly other: 'counterparty' | 'address';
  readonly lines: readonly StatementCells[];
  readonly foot: readonly StatementRow[];
}

/** The statement as PDF, in as many pages as its lines need. */
export function renderStatement({ title, head, other, lines, foot }: StatementTexts): Promise<Buffer> {
  return printDocument({ Title: `Statement of ${title}` }, (document, setter) => {
    const page = new StatementPages(document, setter, other);
    page.title();
    for (const row of head) page.row(row);
    page.columns();
    for (const line of lines) page.line(line);
    page.rule();
    for (const row of foot) page.row(row);
  });
}

/** Where the next row goes. */
class StatementPages {
  private y: number = PAGE.top;
  private number = 1;

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly setter: TextSetter,
    private readonly other: StatementTexts['other'],
  ) {
    this.footer();
  }

  title(): void {
    const [english, urdu] = STATEMENT_LABELS.title;
    this.setter.set(english, this.y, { x: PAGE.left, width: 300, size: 20, leading: 24, isBold: true });
    this.setter.set(urdu, this.y, { x: 300, width: PAGE.right - 300, size: 20, leading: 40, direction: 'rtl' });
    this.y += 30;
  }

  row({ label, value }: StatementRow): void {
    const [english, urdu] = STATEMENT_LABELS[label];
    const values = this.setter.wrap(value, VALUE);
    const height = ROW_HEIGHT + (values.length - 1) * VALUE.leading;
    if (this.y + height > PAGE.bottom) this.turn();
    const baseline = this.y + 17;
    this.setter.set(english, baseline, ENGLISH);
    this.setter.set(urdu, baseline, URDU);
    this.setter.set(value, baseline, VALUE);
    this.y += height;
  }

  columns(): void {
    for (const [name, style] of COLUMNS) {
      const [english, urdu] = COLUMN_LABELS[name === 'other' ? this.other : name];
      this.setter.set(english, this.y + 12, { ...style, isBold: true });
      this.setter.set(urdu, this.y + 26, { ...style, color: '#333333' });
    }
    this.y += 36;
    this.rule();
  }

  line(cells: StatementCells): void {
    const lines = Math.max(...COLUMNS.map(([name, style]) => this.setter.wrap(cells[name], style).length));
    const height = lines * CELL.leading + LINE_GAP;
    if (this.y + height > PAGE.bottom) {
      this.turn();
      this.columns();
    }
    for (const [name, style] of COLUMNS)
      if (cells[name] !== '') this.setter.set(cells[name], this.y + CELL.leading, style);
    this.y += height;
  }

  rule(): void {
    this.document.moveTo(PAGE.left, this.y).lineTo(PAGE.right, this.y).lineWidth(0.4).strokeColor('#cccccc').stroke();
    this.y += 2;
  }

  private turn(): void {
    this.document.addPage();
    this.number += 1;
    this.y = PAGE.top;
    this.footer();
  }

  private footer(): void {
    const style = {
      x: PAGE.left,
      width: PAGE.right - PAGE.left,
      size: 7,
      leading: 9,
      align: 'right',
      color: '#555555',
    } as const;
    this.setter.set(String(this.number), PAGE.footer, style);
  }
}
