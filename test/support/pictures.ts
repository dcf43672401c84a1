import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { axeFindings, smallControls } from './axe.ts';
import { runsScripts } from './browser.ts';

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
  const drawn = await page.screenshot({ fullPage: wanted !== '1', animations: 'disabled' });
  // A page has few colours; a palette of them is a third of the size.
  const kept = wanted === '1' ? await sharp(drawn).png({ palette: true }).toBuffer() : drawn;
  if (wanted === '1') expect(kept.length).toBeLessThan(largest);
  writeFileSync(path, kept);
}

/** What a reader of the page who cannot see it, has no mouse, or a thumb for one, would stumble over. */
export async function faultsOf(page: Page): Promise<string[]> {
  const small = await smallControls(page);
  return runsScripts(page) ? [...small, ...(await axeFindings(page))] : small;
}
