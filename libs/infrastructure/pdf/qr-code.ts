import encodeQR from 'qr';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** A QR code with a quiet zone of four modules, as rectangles, so that it prints sharp at every size. */
export function drawQrCode(document: PDFKit.PDFDocument, text: string, { x, y, side }: Place): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const module = side / rows.length;
  for (const [line, row] of rows.entries()) {
    for (let at = 0; at < row.length; at++) {
      const start = at;
      while (row[at]) at++;
      if (at > start) document.rect(x + start * module, y + line * module, (at - start) * module, module);
    }
  }
  document.fill('black');
}
