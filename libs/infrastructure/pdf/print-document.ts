import PDFDocument from 'pdfkit';
import { registerShapedFonts } from './shaped-fonts.js';
import { TextSetter } from './text-setter.js';

/** A4, filled by `draw`, as the bytes of a file. */
export async function printDocument(
  info: PDFKit.DocumentInfo,
  draw: (document: PDFKit.PDFDocument, setter: TextSetter) => void,
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, lang: 'en', info: { ...info, Creator: 'Mizan' } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  draw(document, new TextSetter(document, registerShapedFonts(document)));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
