import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageSet } from './testCompany';

const MAIN = resolve(__dirname, '../../../../dist/simulators/quickbooks/main.js');
const isBuilt = existsSync(MAIN);
if (!isBuilt) console.warn('Skipped: the simulated QuickBooks is not built (npm run build).');
const withProcess = isBuilt ? describe : describe.skip;

const SET_SIZE = 100;
const hundred = messageSet(
  Array.from({ length: SET_SIZE }, (_, n) => `<VendorAddRq requestID="${String(n + 1)}"><VendorAdd><Name>Vendor ${String(n + 1)}</Name></VendorAdd></VendorAddRq>`).join(''),
  'newMessageSetID="hundred" onError="stopOnError"',
); // prettier-ignore
const check = messageSet('', 'newMessageSetID="hundred" oldMessageSetID="hundred" onError="stopOnError"');

interface Books {
  vendors: { Name: string }[];
  storedAnswers: string[];
}

class QuickBooksProcess {
  private constructor(
    readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  static async start(directory: string, ...more: string[]): Promise<QuickBooksProcess> {
    const child = spawn(process.execPath, [MAIN, '--file', directory, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolveLine, reject) => {
      child.stdout?.once('data', (data: Buffer) => resolveLine(data.toString()));
      child.once('exit', (code) => reject(new Error(`ended with ${String(code)}`)));
    });
    return new QuickBooksProcess(child, (JSON.parse(line) as { listening: string }).listening);
  }

  async call(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(this.url + path, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  async session(): Promise<(document: string) => Promise<Record<string, unknown>>> {
    const { ticket } = await this.call('/session/begin', { companyFile: '', applicationName: 'test' });
    return (document) => this.call(`/session/${String(ticket)}/process`, document);
  }

  async books(): Promise<Books> {
    return (await this.call('/books')) as unknown as Books;
  }

  ended(): Promise<string> {
    return new Promise((resolveEnd) => {
      this.child.once('exit', (code, signal) => resolveEnd(signal ?? String(code)));
    });
  }
}

withProcess('the process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  const running: QuickBooksProcess[] = [];
  const start = async (...more: string[]) => {
    const started = await QuickBooksProcess.start(join(directory, 'company'), ...more);
    running.push(started);
    return started;
  };
  afterAll(() => {
    for (const { child } of running) child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  test('killed in the middle of a set of a hundred, it has what was committed and no answer', async () => {
    const seed = join(directory, 'seed.json');
    writeFileSync(seed, JSON.stringify({ companyName: 'Seeded', vendors: [{ Name: 'First' }] }));
    const first = await start('--seed', seed);
    const process1 = await first.session();
    await first.call('/faults', { killAfterRequest: 42 });
    const end = first.ended();
    await expect(process1(hundred)).rejects.toThrow();
    expect(await end).toBe('SIGKILL');

    const second = await start('--seed', seed);
    const books = await second.books();
    expect(books.vendors.map(({ Name }) => Name)).toEqual(['First', ...Array.from({ length: 42 }, (_, n) => `Vendor ${String(n + 1)}`)]);
    expect(books.storedAnswers).toEqual([]);
    const process2 = await second.session();
    expect((await process2(check)).response).toContain('messageSetStatusCode="9002"');
    const { entries } = (await second.call('/log?since=0')) as { entries: { fate: string }[] };
    expect(entries.map(({ fate }) => fate)).toEqual(['killed', 'answered']);
  }, 30_000); // prettier-ignore

  test('killed from outside at any moment, it has a beginning of the set', async () => {
    const first = await start('--ms-per-request', '2');
    const before = (await first.books()).vendors.length;
    const names = hundred.replaceAll('Vendor ', 'Other ').replaceAll('"hundred"', '"other"');
    const end = first.ended();
    const lost = (await first.session())(names).catch(() => 'lost');
    setTimeout(() => first.child.kill('SIGKILL'), 60);
    expect([await lost, await end]).toEqual(['lost', 'SIGKILL']);

    const second = await start();
    const others = (await second.books()).vendors.slice(before).map(({ Name }) => Name);
    expect(others.length).toBeLessThan(SET_SIZE);
    expect(others).toEqual(others.map((_, n) => `Other ${String(n + 1)}`));
  }, 30_000);

  test('breaks the connection instead of answering, and ends when it is asked to', async () => {
    const quickBooks = await start('--ms-per-request', '7');
    const send = await quickBooks.session();
    expect(await quickBooks.call('/cost')).toEqual({ msPerRequest: 7, msPerRecord: 0 });
    await quickBooks.call('/faults', { dropAnswer: 'afterCommit' });
    await expect(send(messageSet('<HostQueryRq/>'))).rejects.toThrow();
    expect(Object.keys(await send(messageSet('<HostQueryRq/>')))).toEqual(['response']);
    expect(await quickBooks.call('/faults', { nonsense: 1 })).toHaveProperty('error');
    const { response } = await quickBooks.call('/person/process', messageSet('<ClassAddRq><ClassAdd><Name>East</Name></ClassAdd></ClassAddRq>'));
    expect(response).toContain('statusCode="0"');
    await quickBooks.call('/person/set', { companyName: 'Other Company' });
    expect((await send(messageSet('<CompanyQueryRq/>'))).response).toContain('Other Company');
    const end = quickBooks.ended();
    quickBooks.child.kill('SIGTERM');
    expect(await end).toBe('0');
  }, 30_000); // prettier-ignore
});
