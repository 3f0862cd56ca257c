/**
 * Takes the README's pictures of the dashboard: `npm run screenshots`. Plays the demo to its end (some six minutes), signs in
 * to what stays up, and writes docs/screenshots/*.png. Needs chromium on the PATH.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';

const folder = path.resolve('docs/screenshots');
const dashboard = /Dashboard\s+(\S+)\s+sign in as (\S+) with (\S+)/;
const browserNames = ['chromium', 'chromium-browser', 'google-chrome'];

interface SignIn {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** What is pictured: the file, and how to get there from the company's page. */
const pictures: readonly {
  readonly name: string;
  readonly at: (company: string) => string;
}[] = [
  { name: 'company', at: (company) => company },
  { name: 'needs-you', at: (company) => `${company}/needs-you` },
  { name: 'history', at: (company) => `${company}/history` },
  { name: 'tie-out', at: (company) => `${company}/tie-out` },
  { name: 'settings', at: (company) => `${company}/settings` },
];

async function main(): Promise<void> {
  const browserFile = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((each) => browserNames.map((name) => path.join(each, name)))
    .find((file) => existsSync(file));
  if (browserFile === undefined) throw new Error('There is no chromium on the PATH.');
  const demo = spawn(process.execPath, [path.resolve(__dirname, '../demo/main.js'), '--pace', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<never>((_, reject) => {
    demo.once('exit', (code) => reject(new Error(`the demo ended with exit code ${String(code)}`)));
  });
  try {
    const signIn = await Promise.race([staysUp(demo.stdout), ended]);
    await takePictures(browserFile, signIn);
  } finally {
    ended.catch(() => undefined);
    if (demo.exitCode === null) {
      demo.kill('SIGINT');
      await new Promise((resolve) => demo.once('exit', resolve));
    }
  }
}

/** Waits for the end of the story. */
async function staysUp(output: NodeJS.ReadableStream): Promise<SignIn> {
  let isOver = false;
  return new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      if (line.startsWith('Everything stays up')) isOver = true;
      const [, url, email, password] = dashboard.exec(line) ?? [];
      if (isOver && url && email && password) resolve({ url, email, password });
    });
  });
}

async function takePictures(executablePath: string, { url, email, password }: SignIn): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, colorScheme: 'light' });
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/companies`);
    const [first] = await page.getByRole('rowheader').getByRole('link').all();
    const company = await first?.getAttribute('href');
    if (!company) throw new Error('the demo has no company');
    for (const { name, at } of pictures) await picture(page, name, url + at(company));
  } finally {
    await browser.close();
  }
}

async function picture(page: Page, name: string, address: string): Promise<void> {
  const answer = await page.goto(address);
  if (answer?.status() !== 200) throw new Error(`${address} answered ${String(answer?.status())}`);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  process.stdout.write(`docs/screenshots/${name}.png\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
