import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { guidePage, guideText } from '../support/guide.ts';
import { pagesOf } from '../support/pdf.ts';
import { texts } from '../support/talking.ts';

const browser = useBrowser();

it('names pages, buttons and states as the pages do', () => {
  const said = new Set(
    texts
      .keys()
      .filter((key) => texts.paramsOf(key).size === 0)
      .map((key) => texts.t('id', key)),
  );
  // Its one word in italics that no page says.
  const own = ['dijawab'];
  const named = [...guideText().matchAll(/(?<!\w)_([^_]+)_(?!\w)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !said.has(name) && !own.includes(name))).toEqual([]);
});

it('prints on two sheets of A4; PICTURES=1 makes them anew', { timeout: browserTimeout }, async () => {
  const page = await browser.open();
  await page.setContent(await guidePage());
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  const pages = await pagesOf(pdf);
  expect(pages).toHaveLength(2);
  expect(pages[0]).toContain('Panduan koordinator');
  // The second is a page, not a few lines left over.
  expect(pages[1]?.length).toBeGreaterThan(1_500);
  if (process.env.PICTURES === '1') writeFileSync('src/admin/shell/static/panduan-koordinator.pdf', pdf);
});
