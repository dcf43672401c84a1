// Draws a document as PDF; run apart, see pdf.ts. Plain JavaScript, because a process does not inherit how this program's
// TypeScript is run.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import { answer, given, refuse } from '../process/child/stdio.mjs';

const parts = createRequire(import.meta.url).resolve('pdfmake/package.json');
const fonts = join(dirname(parts), 'fonts', 'Roboto');
const font = (weight) => join(fonts, `Roboto-${weight}.ttf`);
// The reader of fonts that pdfmake itself uses.
const fontkit = createRequire(createRequire(parts).resolve('pdfkit'))('fontkit');
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

const roboto = fontkit.openSync(font('Regular'));
/** Stands for a letter that the font has not, until runs of them are told as one. */
const foreign = '\ufffc';

// The font has no emoji and no letters of Arabic, say; a box would stand for each of them. People do write them, and the papers
// go to other offices: what cannot be drawn is left out, words in other letters with a sign that they were there.
function drawable(text) {
  const known = text.replaceAll(/[^\t\n -~]/gu, (sign) => {
    if (roboto.hasGlyphForCodePoint(sign.codePointAt(0))) return sign;
    return /\p{L}/u.test(sign) ? foreign : '';
  });
  return known.replaceAll(/\ufffc(?:[\s\p{M}]*\ufffc)*/gu, '[…]');
}

const margins = { left: 36, top: 40, right: 36, bottom: 40 };
/** Of an upright A4 page, in points: 210 mm. */
const paperWidth = 595.28;
/** What pdfmake leaves on each side of a cell, and the width of a line, in points. */
const padding = 4;
const line = 1;

// A column that takes what is left ("*") grows with a word that has no end, such as a link, and pushes those behind it off
// the paper; in one that has a width such a word is broken.
function withWidths(part) {
  const { table } = part;
  const stars = table?.widths?.filter((width) => width === '*').length ?? 0;
  if (stars === 0) return part;
  const { widths } = table;
  const taken = widths.reduce((sum, width) => sum + (width === '*' ? 0 : width), 0);
  const between = widths.length * 2 * padding + (widths.length + 1) * line;
  const left = (paperWidth - margins.left - margins.right - taken - between) / stars;
  return { ...part, table: { ...table, widths: widths.map((width) => (width === '*' ? left : width)) } };
}

const grey = () => '#999';
pdfmake.addTableLayouts({ lined: { hLineColor: grey, vLineColor: grey } });

try {
  const { title, content, foot, fontSize } = JSON.parse(await given(), (_, value) =>
    typeof value === 'string' ? drawable(value) : value,
  );
  const document = {
    pageSize: 'A4',
    pageMargins: [margins.left, margins.top, margins.right, margins.bottom],
    info: { title },
    content: content.map(withWidths),
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
