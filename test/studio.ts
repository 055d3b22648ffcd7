import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** A studio that runs as a user starts it. */
export interface Studio {
  process: ChildProcess;
  address: string;
  origin: string;
  token: string;
}

/** Starts the studio as a user does. */
export async function startStudioProcess(
  productions: string,
  environment: Record<string, string> = {},
  port = '0',
): Promise<Studio> {
  const process_ = spawn(process.execPath, [main, '--no-open', '--port', port, '--folder', productions], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  let text = '';
  for await (const piece of process_.stdout!) {
    text += piece;
    const found = /(http:\/\/\S+)\/\?token=(\w+)\n/.exec(text);
    if (found)
      return { process: process_, address: `${found[1]}/?token=${found[2]}`, origin: found[1], token: found[2] };
  }
  throw new Error(`The studio ended: ${text}`);
}

export async function endStudio(studio: Studio, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise(resolve => studio.process.once('exit', resolve));
  studio.process.kill(signal);
  await ended;
}

/** Answers of the API, read by name. */
// biome-ignore lint/suspicious/noExplicitAny: read by name
export async function askStudio(studio: Studio, path: string): Promise<any> {
  const answer = await fetch(`${studio.origin}${path}`, { headers: { authorization: `Bearer ${studio.token}` } });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** A studio and a browser of a test's own, with small and quick videos. */
export interface Bench {
  folder: string;
  productions: string;
  studio: Studio;
  browser: Browser;
  context: BrowserContext;
  close(): Promise<void>;
}

export async function openBench(environment: Record<string, string> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'studio-page-'));
  const productions = join(folder, 'productions');
  const studio = await startStudioProcess(productions, environment);
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  const defaults = { resolution: '320x180', quality: 'draft' };
  await fetch(`${studio.origin}/api/defaults`, {
    method: 'PUT',
    body: JSON.stringify(defaults),
    headers: { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' },
  });
  const bench: Bench = {
    folder,
    productions,
    studio,
    browser,
    context,
    async close() {
      await browser.close();
      await endStudio(bench.studio, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Lets a page load, and fails on whatever it complains of. */
export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', error => assert.fail(error));
  page.on('console', message => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) assert.fail(message.text());
  });
  await page.goto(address);
  return page;
}

const everyRule = {
  type: 'tag' as const,
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const rulesOfColour = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

/**
 * No serious issue by the rules of WCAG 2.2 AA, in both themes. A theme is other colours and nothing else (tokens.css),
 * so in the second one only the rules about colours are gone through again.
 */
export async function accessible(page: Page, where: string, part = 'body'): Promise<void> {
  for (const [theme, runOnly] of [
    ['dark', everyRule],
    ['light', rulesOfColour],
  ] as const) {
    await page.evaluate(name => void (document.documentElement.dataset.theme = name), theme);
    // Colours go over into each other for a moment; a frame later all that moves is under way.
    await page.evaluate(async () => {
      await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)));
      const ending = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(one => one.finished));
    });
    // The page has no frames of others, whose results would be put together in a page of its own; what passes is told
    // with one place for each rule; and the rules, half a megabyte, are loaded once.
    const isLoaded = await page.evaluate(() => 'axe' in globalThis);
    const { violations, passes, incomplete } = await new AxeBuilder({ page, axeSource: isLoaded ? ';' : undefined })
      .include(part)
      .options({ runOnly, resultTypes: ['violations'] })
      .setLegacyMode()
      .analyze();
    assert.ok(passes.length + incomplete.length + violations.length > 0, `${where}, ${theme}: nothing was looked at`);
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = serious.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
    assert.deepEqual(told, [], `${where}, ${theme}`);
  }
}

/** Waits until pictures are there, and whole. */
export const picturesThere = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction(
    wanted => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>(wanted)];
      return pictures.length > 0 && pictures.every(one => one.complete && one.naturalWidth > 0);
    },
    selector,
    { timeout: 120_000 },
  );
/** Waits until every scene's still is there. */
export const stillsThere = (page: Page): Promise<unknown> => picturesThere(page, '.stills img');
/** The id of the production that a page shows. */
export const idOf = (page: Page): string => /#\/([0-9a-f]{16})/.exec(page.url())![1];
/** Waits until every edit is on the server. */
export const kept = (page: Page): Promise<unknown> => page.getByText('All changes kept').waitFor();
/**
 * Does what makes the studio plan anew, and sees the page say so: the notice may be over before a frame is drawn, so
 * every change of the page is looked at, from before.
 */
export const listensAgain = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const notice = page.evaluate(
    () =>
      new Promise<void>(seen => {
        const look = (): void => {
          const notices = [...document.querySelectorAll('[role=status]')];
          if (!notices.some(one => one.checkVisibility() && one.textContent?.includes('Listening again'))) return;
          changes.disconnect();
          seen();
        };
        const changes = new MutationObserver(look);
        changes.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
  await Promise.all([notice, act()]);
};
/** Waits until the video is made. */
export const rendered = (page: Page): Promise<unknown> =>
  page.getByRole('heading', { name: 'The video is there' }).waitFor({ timeout: 180_000 });
/** Opens a panel. */
export const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click();
