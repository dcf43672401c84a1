import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerProposal } from '../support/answering.ts';
import { browserTimeout, useBrowser } from '../support/browser.ts';
import { officeMorning, useOffice } from '../support/office.ts';
import { propose } from '../support/proposals.ts';

const browser = useBrowser();
const office = useOffice();
const juai = '63.11.01.2003';

beforeAll(async () => {
  const { round } = office();
  const ani = await office().signedIn('coordinator');
  const bridge = await propose(round, { proposal: 'Jembatan gantung', village: juai });
  await ani.post(`/usulan/${bridge._id}/keputusan`, { revision: 0, outcome: 'accepted', sentence: 'Ya.' });
  const well = await propose(round, { proposal: 'Sumur bor', village: juai });
  await answerProposal(well, { outcome: 'accepted', sentence: 'Ya.' }, officeMorning);
});

/** A page as its paper would be. */
async function printed(page: Page, path: string): Promise<Page> {
  await page.emulateMedia({ media: 'print' });
  await page.goto(new URL(path, office().url).href);
  return page;
}
const isSeen = (page: Page, selector: string) => page.locator(selector).first().isVisible();

describe('on paper', { timeout: browserTimeout }, () => {
  it.each([
    ['/usulan', 'Jembatan gantung'],
    ['/jawaban', 'Jembatan gantung'],
    [`/tahapan?tahap=musrenbang-desa&kecamatan=63.11.01&desa=${juai}`, 'Sumur bor'],
  ])(
    'the list of %s stands, though one chooses from it on the screen (seven1m/onebody#264)',
    async (path, title) => {
      const page = await printed(await office().window(browser, 'coordinator'), path);
      const list = page.locator('main :is(.cards, .ticks, .related)');
      expect(await list.getByText(title).first().isVisible()).toBe(true);
      for (const pressed of ['main button', 'main .button', '.sieve', '.filter', '.foot', '.top'])
        expect([pressed, await isSeen(page, pressed)]).toEqual([pressed, false]);
    },
  );

  it('a proposal stands without the forms to answer it', async () => {
    const page = await printed(await office().window(browser, 'coordinator'), '/putuskan');
    expect(await isSeen(page, 'main h1')).toBe(true);
    expect(await isSeen(page, 'main form')).toBe(false);
  });

  it('what is grey is as dark for whoever has chosen the dark as for all others (ldbv-by/bav4#3499)', async () => {
    const inks = [];
    for (const look of ['light', 'dark']) {
      const page = await office().window(browser, 'coordinator');
      await page.context().addCookies([{ name: 'rembuk-look', value: look, url: office().url }]);
      await printed(page, '/usulan');
      expect(await page.locator('html').getAttribute('data-look')).toBe(look);
      inks.push(await page.evaluate('getComputedStyle(document.querySelector("main .soft")).color'));
    }
    expect(inks[1]).toBe(inks[0]);
  });
});
