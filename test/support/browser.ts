import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findBrowser, launchArgs } from '../../src/embedded/browser.ts';

/** The two screens every page is proven on, in CSS pixels: a phone of today and a small desk screen. */
export const sizes = {
  phone: { width: 360, height: 780 },
  desk: { width: 1280, height: 900 },
} as const;
/** The narrowest screen that people of the field still carry. */
export const smallPhone = { width: 360, height: 780 };
export type Size = keyof typeof sizes;

/** For a test that opens many pages, in ms: on a machine busy with other tests a page can take seconds to draw. */
export const browserTimeout = 120_000;

/** What a window waits for one thing, in ms: less than a test may take, so that the test tells what did not come. */
const patienceMs = 60_000;

/** How a visitor's browser is set up; each has cookies of its own. */
export interface Setup {
  size?: Size;
  /** `false`: a browser that runs no scripts. */
  scripts?: boolean;
  dark?: boolean;
  /** Cookies as a sign-in by other means has set them. */
  cookies?: { name: string; value: string; url: string }[];
  /** Open for all tests that follow in the file, which then go through pages in one window, instead of for one test. */
  stays?: boolean;
}

/** A real Chromium for one test file; each window has cookies and a store of its own. */
export interface TestBrowser {
  /** Opens a browser window of its own, closed again after the test, or after the file's last if it stays. */
  open(setup?: Setup): Promise<Page>;
}

/** Windows that run no scripts: what asks a page by a script of its own waits for ever there. */
const scriptless = new WeakSet<BrowserContext>();
export const runsScripts = (page: Page): boolean => !scriptless.has(page.context());

/**
 * Gives a test file a Chromium; call it at the top. After each test it fails for any error in a console, any
 * break of the security policy, any script error, any part of a page that did not load, and any request to another
 * host than this machine.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser;
  const windows: BrowserContext[] = [];
  const staying: BrowserContext[] = [];
  const troubles: string[] = [];
  const close = (those: BrowserContext[]) => Promise.all(those.splice(0).map((window) => window.close()));

  beforeAll(async () => {
    browser = await theBrowser();
  });
  afterEach(async () => {
    await close(windows);
    expect(troubles.splice(0)).toEqual([]);
  });
  afterAll(() => close(staying));

  return {
    async open({ size = 'desk', scripts = true, dark = false, cookies = [], stays = false } = {}) {
      const window = await browser.newContext({
        viewport: sizes[size],
        javaScriptEnabled: scripts,
        colorScheme: dark ? 'dark' : 'light',
        locale: 'id-ID',
        reducedMotion: 'reduce',
        isMobile: size === 'phone',
        hasTouch: size === 'phone',
      });
      if (!scripts) scriptless.add(window);
      window.setDefaultTimeout(patienceMs);
      (stays ? staying : windows).push(window);
      if (cookies.length > 0) await window.addCookies(cookies);
      watch(window, (trouble) => troubles.push(trouble));
      return window.newPage();
    },
  };
}

let started: Promise<Browser> | undefined;

/** The one browser of this process: test files that run in it one after another share it. It ends with the process. */
async function theBrowser(): Promise<Browser> {
  const standing = await started?.catch(() => undefined);
  if (standing?.isConnected()) return standing;
  started = start();
  return started;
}

async function start(): Promise<Browser> {
  const chromiumPath = process.env.CHROMIUM_PATH;
  const { path } = await findBrowser({
    ...(chromiumPath ? { chromiumPath } : {}),
    dataDir: resolve('.rembuk'),
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  // Playwright gives each start a new, empty profile.
  return chromium.launch({ executablePath: path, args: await launchArgs(path) });
}

const ownHosts = ['127.0.0.1', 'localhost'];

/** A page that is refused on purpose (404, 422) is no trouble in itself; the test that asked for it judges it. */
const pageRefused = /^Failed to load resource: the server responded with a status of [45]\d\d/;

function watch(window: BrowserContext, report: (trouble: string) => void): void {
  window.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !ownHosts.includes(hostname))
      report(`request outside: ${request.url()}`);
  });
  window.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      report(`${response.status()} for ${response.url()}`);
  });
  window.on('weberror', (error) => report(`script error: ${error.error().message}`));
  window.on('console', (message) => {
    const { url } = message.location();
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (pageRefused.test(message.text()) && url === message.page()?.url()) return;
    report(`console: ${message.text()}`);
  });
}

/** How many pixels a page is wider than its window; more than 0 means that a phone must be scrolled sideways. */
export async function overflow(page: Page): Promise<number> {
  // Where a click has led to it, there may be no document yet.
  await page.waitForLoadState('domcontentloaded');
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
