/**
 * Writes the generated tables of docs/rules.md and the README anew, after a change of a definition or of a catalogue.
 *
 *   node dist/scripts/rules-table.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withTables } from './rules/document';
import { readmeTables, rulesTables } from './rules/tables';

for (const [name, tables] of [
  ['docs/rules.md', rulesTables()],
  ['README.md', readmeTables()],
] as const) {
  const file = path.resolve(name);
  const before = readFileSync(file, 'utf8');
  const after = withTables(before, tables);
  writeFileSync(file, after);
  process.stdout.write(after === before ? `${file} is up to date\n` : `${file} is written anew\n`);
}
