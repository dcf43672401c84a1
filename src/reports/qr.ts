import type { CanvasRect } from 'pdfmake/interfaces.js';
import QRCode from 'qrcode';

/**
 * A QR code as rectangles, one for each run of dark modules. pdfmake's own takes many times as long, and a
 * district's sheet has more than a thousand.
 * @param points the length of its sides
 */
export function qrCode(text: string, points: number): CanvasRect[] {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const unit = points / size;
  const runs: CanvasRect[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let length = 0;
      while (column + length < size && data[row * size + column + length]) length += 1;
      if (length === 0) continue;
      // A hair more, so that no viewer draws white seams between the rows.
      runs.push({
        type: 'rect',
        x: column * unit,
        y: row * unit,
        w: length * unit,
        h: unit + 0.05,
        color: '#000',
        lineWidth: 0,
      });
      column += length;
    }
  }
  return runs;
}
