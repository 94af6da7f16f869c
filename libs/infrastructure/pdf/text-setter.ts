import type { FontName, GlyphLookup } from './shaped-fonts.js';
import { type Direction, type TextRun, visualRuns } from './visual-runs.js';

export interface TextStyle {
  /** Left edge, width and height of a line, in points. */
  readonly x: number;
  readonly width: number;
  readonly leading: number;
  readonly size: number;
  readonly direction?: Direction;
  /** Right-to-left text is at the right anyway. */
  readonly align?: 'right';
  readonly isBold?: boolean;
  readonly color?: string;
}

/** Sets lines of Latin and Urdu text, mixed as they come. */
export class TextSetter {
  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly hasGlyph: GlyphLookup,
  ) {}

  /** Sets `text` with its first base line at `baseline`, in as many lines as it needs, and says how many. */
  set(text: string, baseline: number, style: TextStyle): number {
    const lines = this.wrap(text, style);
    for (const [place, line] of lines.entries()) this.setLine(line, baseline + place * style.leading, style);
    return lines.length;
  }

  /** At blanks; a word that is wider than a line, such as a hash, anywhere. */
  wrap(text: string, style: TextStyle): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.widthOf(longer, style) <= style.width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      for (let fitting = this.fitting(line, style); fitting < line.length; fitting = this.fitting(line, style)) {
        lines.push(line.slice(0, fitting));
        line = line.slice(fitting);
      }
    }
    return [...lines, line];
  }

  /** How many characters of a word fit into a line, at least one. */
  private fitting(word: string, style: TextStyle): number {
    if (this.widthOf(word, style) <= style.width) return word.length;
    const ends = [...new Intl.Segmenter().segment(word)].map(({ index, segment }) => index + segment.length);
    let fitting = ends[0]!;
    for (const end of ends) {
      if (this.widthOf(word.slice(0, end), style) > style.width) break;
      fitting = end;
    }
    return fitting;
  }

  private widthOf(line: string, style: TextStyle): number {
    return this.piecesOf(line, style).reduce((sum, piece) => sum + piece.width, 0);
  }

  private setLine(line: string, baseline: number, style: TextStyle): void {
    const pieces = this.piecesOf(line, style);
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    const isAtRight = style.direction === 'rtl' || style.align === 'right';
    let x = isAtRight ? style.x + style.width - width : style.x;
    for (const piece of pieces) {
      this.setPiece(piece, x, baseline, style);
      x += piece.width;
    }
  }

  private setPiece(
    { text, font, isRightToLeft, isArabic, width }: Piece,
    x: number,
    y: number,
    style: TextStyle,
  ): void {
    const { document } = this;
    document
      .font(font)
      .fontSize(style.size)
      .fillColor(style.color ?? 'black');
    // Glyphs of Nastaliq are parts of letters, out of order: this is what a reader copies, searches and hears.
    if (isArabic) document.markContent('Span', { actual: text });
    const features = { rtl: isRightToLeft } as never;
    document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', features, width: width + 1 });
    if (isArabic) document.endMarkedContent();
  }

  private piecesOf(line: string, style: TextStyle): Piece[] {
    return visualRuns(line, style.direction ?? 'ltr').map((run) => {
      const font = this.fontOf(run, style);
      const features = { rtl: run.isRightToLeft } as never;
      const width = this.document.font(font).fontSize(style.size).widthOfString(run.text, { features });
      return { ...run, font, width };
    });
  }

  /** The Urdu font has hardly a sign besides its script's. */
  private fontOf({ text, isArabic }: TextRun, { isBold }: TextStyle): FontName {
    const latin = isBold ? 'latin bold' : 'latin';
    const isSet = (name: FontName) => [...text].every((character) => this.hasGlyph(name, character.codePointAt(0)!));
    return isArabic && (isSet('arabic') || !isSet(latin)) ? 'arabic' : latin;
  }
}

interface Piece extends TextRun {
  readonly font: FontName;
  readonly width: number;
}
