/**
 * Writes the generated tables of docs/rules.md anew, after a change of a definition or of a catalogue of codes.
 *
 *   node dist/scripts/rules-table.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withTables } from './rules/document';
import { rulesTables } from './rules/tables';

const file = path.resolve('docs/rules.md');
const before = readFileSync(file, 'utf8');
const after = withTables(before, rulesTables());
writeFileSync(file, after);
process.stdout.write(after === before ? `${file} is up to date\n` : `${file} is written anew\n`);
