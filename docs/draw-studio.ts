/**
 * Draws the pictures of the studio anew, with the example track, in a Chromium of this machine: node
 * docs/draw-studio.ts. Look at what changed before committing it.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startEmulator } from '../src/emulator/emulator.ts';
import { noBrowser, openBrowser } from '../test/browser.ts';
import { endStudio, kept, startStudioProcess, stillsThere, tab } from '../test/studio.ts';

if (noBrowser) throw new Error(noBrowser);
const track = fileURLToPath(new URL('../examples/first-light.m4a', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'studio-pictures-'));
/** Where the live picture stands, in seconds: a hit of the second verse. */
const shownAt = 44;

async function take(page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }) {
  const path = fileURLToPath(new URL(`images/studio-${name}.jpg`, import.meta.url));
  await page.mouse.move(0, 0);
  // Colours go over into each other for a moment.
  await page.waitForTimeout(1000);
  await page.screenshot({ path, type: 'jpeg', quality: 82, clip });
}
/** Presses where a moment of the song lies on the timeline. */
async function goTo(page: Page, seconds: number): Promise<void> {
  const { width } = (await page.locator('.scrub').boundingBox())!;
  const whole = (await page.locator('.clock').textContent())!.split('/')[1].trim().split(':').map(Number);
  await page.locator('.scrub').click({ position: { x: (width * seconds) / (60 * whole[0] + whole[1]), y: 70 } });
}

// The service is a stand-in: the money is not real, the prices are those of the list.
const emulator = await startEmulator();
const studio = await startStudioProcess(join(folder, 'productions'), emulator.environment);
const browser = await openBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  page.setDefaultTimeout(300_000);
  await page.goto(studio.address);
  await page.setInputFiles('input[type=file]', track);
  await stillsThere(page);

  await page.getByRole('button', { name: /^Scene 3,/ }).click();
  await take(page, 'storyboard');

  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await goTo(page, shownAt);
  await page.locator('.clip').nth(7).click();
  await page.getByRole('button', { name: 'Live picture' }).click();
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLCanvasElement>('.picture canvas')?.dataset.frame) > 24,
  );
  await take(page, 'picture');

  await page.getByRole('button', { name: 'Storyboard', exact: true }).click();
  await tab(page, 'Look');
  await page.getByLabel('Budget in dollars').fill('20');
  await page.keyboard.press('Tab');
  await page.locator('.veil').waitFor({ state: 'detached' });
  await stillsThere(page);
  await tab(page, 'Scene');
  for (const scene of [4, 7, 10]) {
    await page.getByRole('button', { name: new RegExp(`^Scene ${scene},`) }).click();
    await page.getByLabel('Made by').selectOption('runway/gen4.5');
    await kept(page);
  }
  await page.getByRole('button', { name: 'Approve and render' }).click();
  await page.getByRole('dialog', { name: 'This costs money' }).waitFor();
  await take(page, 'money', { x: 190, y: 120, width: 900, height: 560 });
} finally {
  await browser.close();
  await endStudio(studio, 'SIGINT');
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
