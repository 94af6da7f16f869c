import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { extractText } from 'unpdf';

/** What a reader gets out of a PDF of ours. */
export interface ReadPdf {
  readonly pages: number;
  /** Of all pages, blanks between words as one each. */
  readonly text: string;
  /** The stretches that are marked as what a reader copies and hears, in which Urdu stands. */
  readonly marked: readonly string[];
  /** What the QR code says. */
  readonly code: string;
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const drawing = contentOf(bytes);
  const { totalPages, text } = await extractText(Uint8Array.from(bytes), { mergePages: true });
  return {
    pages: totalPages,
    text: text.replace(/\s+/g, ' '),
    marked: [...drawing.matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs)].map(([, string]) => textOf(string!)),
    code: decodeCode(drawing),
  };
}

/** The drawing operators of all pages. */
function contentOf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes).toString('latin1');
  const streams = [...file.matchAll(/\/FlateDecode[^>]*>>\s*stream\n([\s\S]*?)\nendstream/g)];
  const contents = streams.map(([, stream]) => inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1'));
  return contents.filter((content) => / (?:cm|re)\n/.test(content)).join('\n');
}

/** A literal string of PDF: UTF-16 in big-endian order behind its mark, with some bytes escaped. */
function textOf(string: string): string {
  const bytes = string.replace(/\\(.)/gs, (_, escaped: string) => ({ n: '\n', r: '\r' })[escaped] ?? escaped);
  return Buffer.from(bytes, 'latin1').swap16().toString('utf16le').slice(1);
}

/** The rectangles are the dark modules: nothing else is drawn with them. Painted four pixels to a point. */
function decodeCode(drawing: string): string {
  const scale = 4;
  const [width, height] = [596 * scale, 842 * scale];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const found of drawing.matchAll(/(\S+) (\S+) (\S+) (\S+) re\n/g)) {
    const [x = 0, y = 0, w = 0, h = 0] = found.slice(1).map((value) => Number(value) * scale);
    for (let row = Math.round(y); row < Math.round(y + h); row++) {
      data.fill(0, (row * width + Math.round(x)) * 3, (row * width + Math.round(x + w)) * 3);
    }
  }
  return decodeQR({ width, height, data });
}
