import { readFileSync } from 'node:fs';
import path from 'node:path';
import { table, withTables } from '../../../scripts/rules/document';
import { features } from '../../../src/reconcile/guards/bookRules';
import { guards } from '../../../src/reconcile/guards/catalogue';
import { holds } from '../../../src/reconcile/holds';
import { readmeTables, rulesTables } from '../../../scripts/rules/tables';

const tables = rulesTables();

test('docs/rules.md says what the code does (else: node dist/scripts/rules-table.js)', () => {
  const document = readFileSync(path.resolve(__dirname, '../../../docs/rules.md'), 'utf8');
  expect(document).toBe(withTables(document, tables));
});

test('the README has the guards and their cures as the code has them (else: node dist/scripts/rules-table.js)', () => {
  const readme = readFileSync(path.resolve(__dirname, '../../../README.md'), 'utf8');
  expect(readme).toBe(withTables(readme, readmeTables()));
  for (const { command } of Object.values(guards))
    if (command !== undefined) expect(readme).toContain(`\`tieout ${command}\``);
});

test('every kind of item has a type of its own, and every place of its values is named', () => {
  const { itemTypes = '', itemPlaces = '' } = tables;
  expect(itemTypes.split('\n')).toHaveLength(2 + 12);
  expect(itemTypes).toContain('| sales tax group | ItemSalesTaxGroup | 11 |');
  expect(itemPlaces).toContain(
    '| percentage | SalesOrPurchase: PricePercent; or else DiscountRatePercent; or else TaxRate |',
  );
});

test('the limits that are found by trying are those of QuickBooks', () => {
  const { lengths = '' } = tables;
  expect(lengths).toContain('| vendors | name | 41, longer ones are cut | 100, longer ones are cut |');
  expect(lengths).toContain('| accounts | account number | 7, longer ones stay out and are listed |');
  expect(lengths).toMatch(/\| vendors \| address: free lines \| 3, more are joined \| 4, more are joined \|/);
  expect(lengths).toMatch(/\| vendors \| address: postal code \| 13, longer ones are cut \|/);
});

test('what makes two records the same is found in the keys', () => {
  const { matching = '' } = tables;
  expect(matching).toContain('| accounts | Type and account number; or full name and type | ');
  expect(matching).toContain('| payment terms | Name; or else days until due | ');
  expect(matching).toContain(
    '| vendors | Name | Name in another spelling; or postal code of the address and account number; or ',
  );
});

test('an exception has a row of its own, and what never goes somewhere is not measured there', () => {
  expect(tables['ways']).toContain('| customers | yes | yes | ');
  expect(tables['ways']).toContain('| jobs | yes | no | ');
  expect(tables['lengths']).toContain('| items | name | is never written | 100, longer ones are cut |');
});

test('every guard is there with its cure and its command', () => {
  const rows = (tables['guards'] ?? '').split('\n').slice(2);
  expect(rows).toHaveLength(Object.keys(guards).length);
  for (const { title, cure, command } of Object.values(guards)) {
    const row = rows.find((each) => each.startsWith(`| ${title} | `));
    expect(row).toContain(`| ${cure}${command === undefined ? '' : ` (\`tieout ${command}\`)`} | `);
  }
});

test('every hold is there, with what to do and what ends it', () => {
  const { holds: held = '' } = tables;
  expect(held.split('\n').length - 2).toBeGreaterThan(Object.keys(holds).length);
  for (const { because, cure } of Object.values(features)) {
    expect(held).toContain(because);
    expect(held).toContain(`| ${cure} | `);
  }
  expect(held).toContain('| when a person has decided |');
});

test('every code is there, with its cure', () => {
  const { status = '', billcom = '' } = tables;
  for (const code of ['3100', '3140 (by its text)', '3151, 3152, 3153', '9100–9199']) {
    expect(status).toContain(`| ${code} | `);
  }
  expect(billcom).toContain('| BDC_1144 | ');
});

test('a table keeps its cells, and a document its places', () => {
  expect(table(['a', 'b'], [['x|y', 'two\nlines']])).toBe('| a | b |\n|---|---|\n| x\\|y | two lines |');
  const document = 'one\n<!-- generated: t -->\nold\n<!-- end -->\ntwo\n';
  expect(withTables(document, { t: 'new' })).toBe('one\n<!-- generated: t -->\nnew\n<!-- end -->\ntwo\n');
  expect(() => withTables(document, {})).toThrow('there is no such table');
  expect(() => withTables(document, { t: 'new', u: 'more' })).toThrow('no place for u');
});
