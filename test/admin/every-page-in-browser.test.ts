import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { confirmIndicator, listIndicators } from '../../src/issues/issues.ts';
import { LetterModel } from '../../src/letters/letter.model.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
} from '../../src/outreach/model/invitation.model.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { setRound } from '../../src/rounds/rounds.ts';
import { ThreadModel } from '../../src/threads/thread.model.ts';
import { browserTimeout, overflow, useBrowser } from '../support/browser.ts';
import { balanganRegions } from '../support/lists.ts';
import { anOrdinaryMorning } from '../support/morning.ts';
import { useOffice } from '../support/office.ts';
import { faultsOf, picture } from '../support/pictures.ts';
import { enterHeads, villages } from '../support/representatives.ts';
import { officeRoutes } from '../support/routes.ts';
import { texts } from '../support/talking.ts';

const browser = useBrowser();
const office = useOffice();
let proposals: Proposal[];
let person: string;
const thread = 'orang.1';

beforeAll(async () => {
  const { round, clock } = office();
  for (const { _id } of (await listIndicators()).slice(0, 3)) await confirmIndicator(_id, 'hadi', clock.now);
  proposals = await anOrdinaryMorning(office());
  const people = await enterHeads(villages.sirap, 5);
  const standings: InvitationStatus[] = ['failed', 'read', 'no-channel', 'unknown', 'sent'];
  await InvitationModel.create(
    people.map(
      ({ _id }, index): Invitation => ({
        _id: `${round._id}.${_id}`,
        round: round._id,
        participant: _id,
        status: standings[index] ?? 'queued',
        queuedAt: round.openedAt,
      }),
    ),
  );
  person = people[0]?._id ?? '';
  await somethingFollowed();
  await setRound(
    round._id,
    { texts: { id: 'Yth. {kepada}, mari ikut Rembuk Remas {tahun}.' }, lastDay: '2026-12-21' },
    { flows: ['usulan'], regions: await balanganRegions() },
  );
});

/** A letter to another office, and a question that was answered. */
async function somethingFollowed(): Promise<void> {
  const [first] = proposals;
  const { clock } = office();
  if (!first) throw new Error('nothing was proposed');
  const { _id: id, code, village, kecamatan, participant } = first;
  await LetterModel.create({
    _id: '2026-1',
    round: '2026',
    number: 1,
    office: { key: 'provinsi-pendidikan', name: 'Dinas Pendidikan provinsi' },
    proposals: [{ id, code, village, kecamatan }],
    by: 'ani@balangan.example',
    role: 'coordinator',
    at: clock.now,
    due: '2026-12-20',
    revision: 0,
  });
  await ThreadModel.create({
    _id: thread,
    participant,
    round: '2026',
    village,
    kecamatan,
    messages: [
      { _id: 'm1', by: 'person', words: 'Kapan jalan kami dikerjakan?', at: clock.now },
      { _id: 'a1', by: 'office', user: 'ani@balangan.example', words: 'Tahun depan.', at: clock.now },
    ],
    state: 'answered',
    due: clock.now,
    answeredAt: clock.now,
    history: [],
    revision: 1,
  });
}

/** What a part of an address stands for in these tests; pages of what is not here are left out. */
const ids: [part: string, id: () => string][] = [
  ['/usulan/:id', () => `/usulan/${proposals[0]?._id}`],
  ['/rembuk/:id', () => '/rembuk/2026'],
  ['/peserta/orang/:id', () => `/peserta/orang/${person}`],
  ['/surat/:id', () => '/surat/2026-1'],
  ['/tanya-jawab/:id', () => `/tanya-jawab/${thread}`],
  ['/realisasi/desa/:village', () => `/realisasi/desa/${villages.juai}`],
  ['/desa/:id', () => `/desa/${villages.juai}`],
];

/** Every page of the office that can be opened without having sent a form, by the routers themselves; no files. */
const pages = officeRoutes()
  .filter(({ method, path }) => method === 'get' && !/\.\w+$/.test(path))
  .map(({ path }) => ids.reduce((made, [part]) => made.replace(part, `«${part}»`), path))
  .filter((path) => !path.replaceAll(/«.*?»/g, '').includes(':'));

const addressOf = (path: string) => ids.reduce((made, [part, id]) => made.replace(`«${part}»`, id()), path);

const open = (page: Page, path: string) => page.goto(new URL(addressOf(path), office().url).href);

/** What the pages say in Indonesian and otherwise in English, as far as it names nothing. */
const indonesian = new Set(
  texts
    .keys()
    .filter((key) => texts.has(key, 'en') && texts.paramsOf(key).size === 0)
    .filter((key) => texts.t('id', key) !== texts.t('en', key))
    .map((key) => texts.t('id', key)),
);

/** Texts that stand alone on a page, but for those marked as being of another language. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement?.closest('[lang]') === document.documentElement)
        found.push(textContent?.trim() ?? '');
    }
    return found;
  });

describe.each(['desk', 'phone'] as const)('in English at a %s', { timeout: browserTimeout }, (size) => {
  let page: Page;
  beforeAll(async () => {
    page = await office().window(browser, 'admin', { size, stays: true });
    await page.context().addCookies([{ name: 'rembuk-language', value: 'en', url: office().url }]);
  });

  it.each(pages)('%s says nothing in Indonesian, fits, and has nothing to stumble over', async (path) => {
    await open(page, path);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect((await textsOf(page)).filter((text) => indonesian.has(text))).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await picture(page, `en${path.replaceAll(/[«»:]/g, '').replaceAll('/', '-')}-${size}`, false);
  });
});

describe('without scripts on a phone of 360 px', { timeout: browserTimeout }, () => {
  let page: Page;
  beforeAll(async () => {
    page = await office().window(browser, 'admin', { size: 'phone', scripts: false, stays: true });
  });

  it.each(pages)('%s fits, has a heading, and no control too small for a thumb', async (path) => {
    const response = await open(page, path);
    // Pages of a channel that is not set up say so.
    expect([200, 404]).toContain(response?.status());
    expect(await page.locator('h1').count()).toBe(1);
    expect(await overflow(page)).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  });
});

it('the language is chosen by one press below a page, and changed back', {
  timeout: browserTimeout,
}, async () => {
  const page = await office().window(browser, 'coordinator', { scripts: false });
  await page.goto(`${office().url}usulan?cari=sumur`);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('1 proposal matches.').waitFor();
  expect(await page.getByRole('button', { name: 'English' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  await page.getByText('1 usulan cocok.').waitFor();
});
