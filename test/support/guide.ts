import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { marked } from 'marked';

const guide = 'docs/panduan-koordinator.md';

/** Small enough for two sheets, large enough to be read on paper; pictures are cut to their upper part. */
const style = `
  @page { size: A4; margin: 12mm 14mm; }
  body { font: 9.1pt/1.34 "Source Sans 3", "DejaVu Sans", sans-serif; color: #16211f; margin: 0; }
  h1 { font-size: 19pt; margin: 0 0 2pt; color: #0c5c56; }
  h2 { font-size: 11.5pt; margin: 8pt 0 2pt; color: #0c5c56; break-after: avoid; }
  p { margin: 0 0 4pt; }
  ol, ul { margin: 0 0 4pt; padding-left: 14pt; }
  li { margin: 0 0 1.5pt; }
  em { font-style: normal; font-weight: 600; color: #0c5c56; }
  code { font: inherit; border: 0.5pt solid #8a9894; border-radius: 2pt; padding: 0 2.5pt; }
  img { display: block; width: 100%; object-view-box: inset(9% 0 30% 0); border: 0.5pt solid #d9e0dd; border-radius: 4pt; }
  table { width: 100%; border-collapse: collapse; margin: 2pt 0 5pt; break-inside: avoid; }
  th, td { text-align: left; vertical-align: top; padding: 1.5pt 5pt 1.5pt 0; border-bottom: 0.5pt solid #d9e0dd; }
`;

/** The coordinators' guide as it stands in the documentation. */
export const guideText = (): string => readFileSync(guide, 'utf8');

/** The guide as a page to be printed, whole: its font and pictures are in it. */
export async function guidePage(): Promise<string> {
  const html = await marked.parse(guideText());
  const whole = html.replaceAll(/src="([^"]+)"/g, (_, path: string) => {
    const picture = readFileSync(join(dirname(guide), path)).toString('base64');
    return `src="data:image/png;base64,${picture}"`;
  });
  const font = readFileSync(
    'node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  ).toString('base64');
  const face = `@font-face { font-family: "Source Sans 3"; font-weight: 200 900; src: url(data:font/woff2;base64,${font}); }`;
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>Panduan koordinator</title>
    <style>${face}${style}</style><body>${whole}</body></html>`;
}
