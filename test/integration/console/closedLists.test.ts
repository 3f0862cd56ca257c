import { closeList, openLists } from '../../../src/ledger/closedLists';
import type { EntityName } from '../../../src/entities/definition';
import { manyOf } from '../../../src/words/stepProgress';
import { openConsole, type ConsoleScene, type Visitor } from './scene';

/** Lists that a book does not give: the company's page says so with what to do, and no longer once it gives them. */
let scene: ConsoleScene;
let company: string;
let ann: Visitor;
beforeAll(async () => {
  scene = await openConsole();
  company = await scene.company('Hill Builders');
  ann = await scene.signedIn({ company });
}, 60_000);
afterAll(() => scene.end());

const receivables: readonly EntityName[] = ['invoice', 'creditMemo', 'receivedPayment'];
const cure = 'Somebody who administers Bill.com gives the user the right to them.';
const refuse = (entities: readonly EntityName[]) =>
  scene.database.inCompany(company, async (tx) => {
    for (const entity of entities)
      await closeList(tx, company, {
        ...{ book: 'billcom', entity, cure },
        because: `Bill.com does not let Tieout read its ${manyOf(entity)}: not permitted`,
      });
  });
const give = (entities: readonly EntityName[]) =>
  scene.database.inCompany(company, (tx) => openLists(tx, company, 'billcom', entities));
const page = async (by = ann): Promise<string> => (await by.get(`/companies/${company}`)).body;
const sentence = 'Bill.com does not let Tieout read its vendors: not permitted';

test('are told beside the lamps with their cure, and are gone by themselves', async () => {
  expect(await page()).not.toContain('Left alone');
  await refuse(['vendor']);
  const shown = await page();
  expect(shown).toContain('Left alone');
  expect(shown).toContain(`${sentence}.`);
  expect(shown).toContain(cure);
  expect(shown).toContain('Lets Tieout in, but does not give vendors.');
  expect(shown).not.toContain('switches receivables off');
  await give(['vendor']);
  expect(await page()).not.toContain('Left alone');
});

test('that are all of receivables are told once, with the setting that switches them off', async () => {
  await refuse(receivables);
  const shown = await page();
  expect(shown.match(/Left alone/g)).toHaveLength(1);
  const names = new Intl.ListFormat('en', { type: 'conjunction' }).format(
    [...receivables].sort().map(manyOf),
  );
  expect(shown).toContain(names);
  expect(shown).toContain(`/companies/${company}/settings#modes`);
  const payablesOnly = await scene.signedIn({ company, role: 'Accountant', plan: 'payables' });
  expect(await page(payablesOnly)).not.toContain('Left alone');
  await give(receivables);
});

test('are a part of the status for programs', async () => {
  const token = await scene.token({ company, role: 'Accountant' }, ['read']);
  const status = async () =>
    (
      await scene.app.inject({
        url: `/api/v1/companies/${company}`,
        headers: { authorization: `Bearer ${token}` },
      })
    ).json();
  await refuse(['vendor']);
  expect((await status()).closedLists).toEqual([
    { book: 'billcom', entities: ['vendor'], sentence, cure, since: expect.any(String) },
  ]);
  await give(['vendor']);
  expect((await status()).closedLists).toEqual([]);
});
