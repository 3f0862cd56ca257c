import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A real browser: Debian's chromium, or another one on the PATH. */

const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export const browserProgram: string | undefined = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((folder) => names.map((name) => path.join(folder, name)))
  .find(isProgram);

/** As `describe`; without a browser the tests are skipped, and their name says why. */
export const describeInBrowser = (name: string, work: () => void): void => {
  if (browserProgram === undefined)
    describe.skip(`${name} (skipped: there is no chromium on the PATH)`, work);
  else describe(name, work);
};

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserProgram ?? '',
    // Tests run as root in containers, where chromium has no sandbox.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });

const outputFolder = path.resolve('test-output/screenshots');

/** Keeps a picture of the page for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(outputFolder, { recursive: true });
  await page.screenshot({ path: path.join(outputFolder, `${name}.png`), fullPage: true });
}

/** What axe finds wrong, by rule and place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: found } = globalThis as unknown as { axe: { run(): Promise<{ violations: any[] }> } };
    return (await found.run()).violations.map((each) => ({
      id: each.id as string,
      at: each.nodes.map((node: { target: string[] }) => node.target.join(' ')) as string[],
    }));
  });
  return violations.map(({ id, at }) => `${id}: ${at.join(', ')}`);
}
