import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { XMLFileInfo } from 'xmllint-wasm';
import { readMessageSet } from '../../simulators/quickbooks/processor/readMessageSet';
import type { SimulatedQuickBooks } from '../../simulators/quickbooks/server/simulatedQuickBooks';
import { validate } from './simulatedQuickbooks/schema';
import { describeWithReference, listReference, readReference } from './qbxml/reference';
import { isRead, swappedNeighbours } from './simulatedQuickbooks/brokenRequests';
import { openWithEverything } from './simulatedQuickbooks/company';
import { PAYABLES_RETS } from './simulatedQuickbooks/payables';
import { RECEIVABLES_SHOWN } from './simulatedQuickbooks/receivables';
import { messageSet, REQUESTS } from './simulatedQuickbooks/requests';

describeWithReference('the simulated QuickBooks and the schema of qbXML', () => {
  const directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  let quickBooks: SimulatedQuickBooks;

  beforeAll(() => {
    quickBooks = openWithEverything(directory);
  });
  afterAll(() => {
    quickBooks.parts.file.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('every answer it gives is valid', async () => {
    const answers: XMLFileInfo[] = [];
    for (const [name, requests] of Object.entries(REQUESTS)) {
      const answer = await quickBooks.processForPerson(messageSet(requests, name));
      if (!('response' in answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      answers.push({ fileName: `${name}.xml`, contents: answer.response });
    }
    for (const kind of PAYABLES_RETS)
      expect(answers.some(({ contents }) => String(contents).includes(`<${kind}Ret>`))).toBe(true);
    const all = answers.map(({ contents }) => String(contents)).join('');
    expect(RECEIVABLES_SHOWN.filter((each) => !new RegExp(`<${each}>`).test(all))).toEqual([]);
    const items = String(answers.find(({ fileName }) => fileName === 'items.xml')?.contents);
    expect(new Set([...items.matchAll(/<(Item\w+)Ret>/g)].map(([, kind]) => kind)).size).toBe(12);
    const result = await validate(answers, '16.0');
    expect(result.errors).toEqual([]);
  }, 60_000);

  test('every request of this test is valid', async () => {
    const requests = Object.entries(REQUESTS).map(([name, text]) => ({
      fileName: `${name}.xml`,
      contents: messageSet(text, name),
    }));
    expect((await validate(requests, '16.0')).errors).toEqual([]);
  }, 60_000);

  const probes = listReference('qbxml-schema/probes');
  test.each(probes)('agrees with the schema about %s', (probe) => {
    const text = readReference(`qbxml-schema/probes/${probe}`);
    const read = () => readMessageSet(text, '16.0');
    if (probe.startsWith('bad-')) expect(read).toThrow();
    else expect(read).not.toThrow();
    if (!probe.startsWith('v16only-')) return;
    expect(() => readMessageSet(text.replace('version="16.0"', 'version="13.0"'), '16.0')).toThrow();
  });

  const samples = listReference('qbxml-samples').filter((name) => name.startsWith('rq-'));
  test.each(samples)('reads the sample %s made by others', (sample) => {
    const text = readReference(`qbxml-samples/${sample}`);
    expect(() => readMessageSet(text, '16.0')).not.toThrow();
  });

  test('judges broken requests as the schema does', async () => {
    const broken = Object.entries(REQUESTS).flatMap(([name, text]) =>
      swappedNeighbours(name, messageSet(text, name)),
    );
    expect(broken.length).toBeGreaterThan(40);
    const { errors } = await validate(broken, '16.0');
    const invalid = new Set(errors.map(({ loc }) => loc?.fileName));
    const disagreed = broken.filter(({ fileName, contents }) => invalid.has(fileName) === isRead(contents));
    expect(disagreed).toEqual([]);
  }, 60_000);
});
