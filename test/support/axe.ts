import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds on a page, one line each: the rule and the first element that breaks it. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Not by a script tag: the policy of our pages refuses what does not come from us.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    interface Found {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run(): Promise<Found> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
  });
}

/**
 * Controls that a thumb misses: less than 24 pixels high or wide, and no link in the middle of a sentence (WCAG 2.2,
 * 2.5.8 lets those be).
 */
export function smallControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('a[href], button, summary, select, input')];
    return controls.flatMap((control) => {
      const { type, labels } = control as HTMLInputElement;
      // A box is ticked by its label too.
      const area = (['checkbox', 'radio'].includes(type) && labels?.[0]) || control;
      const { width, height } = area.getBoundingClientRect();
      const inSentence =
        getComputedStyle(control).display === 'inline' && control.closest('p, li, td, small');
      const hidden = width === 0 || control.matches('.skip, input[type=hidden], .unseen');
      return hidden || inSentence || (width >= 24 && height >= 24)
        ? []
        : [`${Math.round(width)}x${Math.round(height)} ${control.outerHTML.slice(0, 160)}`];
    });
  });
}
