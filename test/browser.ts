import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']; // biome-ignore format: a list

/** A Chromium of this machine, or undefined. */
const browserPath: string | undefined = [process.env.CHROMIUM ?? '', ...places].find(
  path => path !== '' && existsSync(path),
);

/** Why tests in a browser are left out here; false where there is one. */
export const noBrowser: string | false =
  browserPath === undefined && 'no Chromium is installed: apt install chromium, or set CHROMIUM to its path';

/** Has Chromium draw WebGPU in software. */
export const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

export const openBrowser = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath,
    // Root has no sandbox of its own; only our own page is opened.
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', ...args],
  });
