// Draws a document as PDF; run apart, see pdf.ts. Plain JavaScript, because a process does not inherit how this program's
// TypeScript is run.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import { answer, given, refuse } from '../process/child/stdio.mjs';

const parts = createRequire(import.meta.url).resolve('pdfmake/package.json');
const fonts = join(dirname(parts), 'fonts', 'Roboto');
const font = (weight) => join(fonts, `Roboto-${weight}.ttf`);
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
const grey = () => '#999';
pdfmake.addTableLayouts({ lined: { hLineColor: grey, vLineColor: grey } });

try {
  const { title, content, foot, fontSize } = JSON.parse(await given());
  const document = {
    pageSize: 'A4',
    pageMargins: [36, 40, 36, 40],
    info: { title },
    content,
    defaultStyle: { fontSize },
    footer: (page, pages) => ({
      text: foot.replace('{page}', page).replace('{pages}', pages),
      alignment: 'center',
      fontSize: 8,
      color: '#555',
    }),
  };
  answer(await pdfmake.createPdf(document).getBuffer());
} catch {
  refuse('unwritable');
}
