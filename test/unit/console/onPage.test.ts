import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { guards } from '../../../src/reconcile/guards/catalogue';
import { onPage } from '../../../src/console/views/onPage';
import { heldSamples } from '../../../scripts/rules/holds';

const command = /\btieout [a-z]|--[a-z]/;

/** Every text of the program that names a command: what a page prints comes from there. */
function textsNamingCommands(): string[] {
  const folders = ['acts', 'reconcile', 'entities', 'words', 'quickbooks/exchange', 'ledger'];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join('src', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join('src', folder, file)),
  );
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(['`])((?:(?!\1)[^\n])*tieout [a-z](?:(?!\1)[^\n])*)\1/g)].map(
      ([, , text = '']) => text.replace(/\$\{[^}]*\}/g, 'Hill'),
    ),
  );
}

/** Said by a process to whoever runs it, by the command line itself, or a command that stands apart; no page has it. */
const ofWhoeverRuns =
  /dev”|migrate”|company add”|without this command|carries it out, after|“tieout doctor|^ *tieout (?!(holds|links) Hill )|csrf|doorbell|worker|connects a company/;

describe('no page names a command', () => {
  const texts = textsNamingCommands().filter((text) => !ofWhoeverRuns.test(text));
  test('there are many texts that do', () => expect(texts.length).toBeGreaterThan(40));
  test.each(texts)('%s', (text) => expect(onPage(text)).not.toMatch(command));
  test.each(heldSamples().map(({ cure }) => cure))('%s', (cure) => expect(onPage(cure)).not.toMatch(command));
  test.each(Object.values(guards).map(({ cure }) => cure))('%s', (cure) =>
    expect(onPage(cure)).not.toMatch(command),
  );
});

test.each([
  [
    'The company open in QuickBooks is “B”. Open “A” in QuickBooks; if it was renamed, an Administrator confirms the new name with “tieout company renamed”.',
    'The company open in QuickBooks is “B”. Open “A” in QuickBooks; if it was renamed, an Administrator confirms the new name in the settings.',
  ],
  [
    'An Accountant says which Bank account of QuickBooks it is: “tieout company set … moneyInClearing=…”; the next sync then records it.',
    'An Accountant says which Bank account of QuickBooks it is: the setting “moneyInClearing”; the next sync then records it.',
  ],
  ['Make a new one: tieout preview "Hill" --wait', '“Preview” on the company’s page makes a new one.'],
  ['Nothing keeps it.', 'Nothing keeps it.'],
])('%s', (text, page) => expect(onPage(text)).toBe(page));
