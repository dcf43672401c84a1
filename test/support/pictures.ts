import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const wanted = process.env.PICTURES;
/** More than this no picture of the documentation needs. */
const largest = 150_000;

/**
 * Draws a picture of a page when PICTURES is set: `1` draws those of the documentation into docs/pictures, another
 * value is a folder for all of them, whole pages, to be looked at.
 * @param documented whether the documentation shows it
 */
export async function picture(page: Page, name: string, documented = true): Promise<void> {
  if (!wanted || (wanted === '1' && !documented)) return;
  const folder = wanted === '1' ? 'docs/pictures' : wanted;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: wanted !== '1', animations: 'disabled' });
  if (wanted === '1') expect(statSync(path).size).toBeLessThan(largest);
}

/** What a reader of the page who cannot see it, or has no mouse, would stumble over. */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    if (all('h1').length !== 1) faults.push(`${all('h1').length} main headings`);
    if (!document.title.endsWith('Rembuk Remas')) faults.push(`title: ${document.title}`);
    const ids = all('[id]').map((element) => element.id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`twice: #${id}`);
    for (const field of all('input:not([type=hidden]):not([hidden]), select, textarea')) {
      const labels = (field as HTMLInputElement).labels;
      if (!labels?.length && !field.ariaLabel) faults.push(`no label: ${field.outerHTML}`);
    }
    for (const control of all('a[href], button'))
      if (!control.textContent?.trim() && !control.querySelector('img[alt]:not([alt=""])'))
        faults.push(`no words: ${control.outerHTML}`);
    for (const image of all('img:not([alt])')) faults.push(`no alt: ${image.outerHTML}`);
    return faults;
  });
}
