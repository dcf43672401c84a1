import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);
const font = (weight: string) => join(fonts, `Roboto-${weight}.ttf`);

let loaded: ReturnType<typeof loadPdfmake> | undefined;

/** Loaded for the first document only: few processes ever make one. */
async function loadPdfmake() {
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  });
  // A document holds what people wrote; none of it may fetch a page or read a file.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  return pdfmake;
}

/** Renders a document of pdfmake's description, A4 unless it says otherwise. */
export async function renderPdf(document: TDocumentDefinitions): Promise<Buffer> {
  loaded ??= loadPdfmake();
  const pdfmake = await loaded;
  return pdfmake.createPdf({ pageSize: 'A4', pageMargins: [36, 40, 36, 40], ...document }).getBuffer();
}
