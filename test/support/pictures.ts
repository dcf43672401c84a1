import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
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
  await page.screenshot({ path, fullPage: wanted !== '1', animations: 'disabled' });
  if (wanted === '1') expect(statSync(path).size).toBeLessThan(largest);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 up to AA, and what axe knows beside it to be good practice. */
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** WCAG 2.2, 2.5.8: no control is smaller, in CSS pixels; links within a line of text are. */
const smallestControl = 24;

/** What a reader of the page who cannot see it, has no mouse, or a thumb for one, would stumble over. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = await page.evaluate(smallControls, smallestControl);
  if (!runsScripts(page)) return faults;
  await page.evaluate(axe);
  return [...faults, ...(await page.evaluate(violations, rules))];
}

/** Runs in the page. */
function smallControls(smallest: number): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, input:not([type=hidden]), select, textarea, summary, a.button',
  );
  return [...controls].flatMap((control) => {
    const { type, labels } = control as HTMLInputElement;
    // A box is ticked by its label too.
    const area = (['checkbox', 'radio'].includes(type) && labels?.[0]) || control;
    const { width, height } = area.getBoundingClientRect();
    if (width === 0 || Math.min(width, height) >= smallest) return [];
    return [`${Math.round(width)} x ${Math.round(height)}: ${control.outerHTML.slice(0, 200)}`];
  });
}

/** Runs in the page, where axe is. */
async function violations(options: RunOptions): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
  const found = await axe.run(options);
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
