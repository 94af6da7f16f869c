import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Direction, Face, Feature, Font, Blob as FontBlob, Buffer as ShapingBuffer, shape } from 'harfbuzzjs';

/** What pdfkit asks of a font when it sets text, in units of the font. */
interface GlyphRun {
  glyphs: unknown[];
  positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
  advanceWidth: number;
}

/** The part of a font of pdfkit that is replaced here; its types know nothing of it. */
interface FontOfDocument {
  _font: {
    font: {
      layout(text: string, features: { rtl?: boolean } | undefined): GlyphRun;
      getGlyph(id: number, codePoints: number[]): unknown;
      hasGlyphForCodePoint(codePoint: number): boolean;
    };
  };
}

const FILES = {
  latin: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'latin bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  arabic: '@expo-google-fonts/noto-nastaliq-urdu/400Regular/NotoNastaliqUrdu_400Regular.ttf',
} as const;

export type FontName = keyof typeof FILES;

const require = createRequire(import.meta.url);
const fonts = Object.entries(FILES).map(([name, file]) => {
  const bytes = readFileSync(require.resolve(file));
  return { name: name as FontName, bytes, shaper: new Font(new Face(new FontBlob(bytes))) };
});

/** Which font has a glyph for a code point: of a name in a script that none of them knows, none has. */
export type GlyphLookup = (name: FontName, codePoint: number) => boolean;

/**
 * Registers the fonts in a document, which embeds of each the glyphs that it uses. HarfBuzz shapes: it knows Nastaliq, where
 * letters join aslant and dots move, and the shaper of pdfkit (fontkit) throws at that font.
 */
export function registerShapedFonts(document: PDFKit.PDFDocument): GlyphLookup {
  const lookups = new Map<FontName, (codePoint: number) => boolean>();
  for (const { name, bytes, shaper } of fonts) {
    document.registerFont(name, bytes as never).font(name);
    const { font } = (document as unknown as FontOfDocument)._font;
    font.layout = (text, features) => shapedRun(font, shaper, text, features?.rtl === true);
    lookups.set(name, (codePoint) => font.hasGlyphForCodePoint(codePoint));
  }
  return (name, codePoint) => lookups.get(name)!(codePoint);
}

/** A reader would copy the `fi` of a ligature as one of its letters. */
const WITHOUT_LIGATURES = [new Feature('liga', 0)];

function shapedRun(
  font: FontOfDocument['_font']['font'],
  shaper: Font,
  text: string,
  isRightToLeft: boolean,
): GlyphRun {
  const buffer = new ShapingBuffer();
  buffer.addText(text);
  buffer.setDirection(isRightToLeft ? Direction.RTL : Direction.LTR);
  buffer.guessSegmentProperties();
  shape(shaper, buffer, isRightToLeft ? [] : WITHOUT_LIGATURES);
  const positions = buffer.getGlyphPositions();
  return {
    glyphs: buffer.getGlyphInfos().map((info) => font.getGlyph(info.codepoint, [text.codePointAt(info.cluster) ?? 0])),
    positions,
    advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
  };
}
