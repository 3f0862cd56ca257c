import type { Command } from 'commander';
import type { EntityDefinition } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import { auditLines, type AuditLine } from '../ledger/auditLog';
import { wholeNumber } from './arguments';
import { auditCsv, changesOf, recordWords } from '../acts/auditView';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput, table } from './output';
import { moment } from '../words/time';
import { many } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface AuditOptions extends LedgerOptions {
  readonly record?: string;
  readonly overwrites?: boolean;
  readonly limit: number;
  readonly csv?: boolean;
}

export function addAudit(program: Command): void {
  const command = ledgerCommand(program, 'audit <company>')
    .summary('who did what when: every write, every decision, every setting')
    .description(
      'Shows the audit log, the latest first: when, who, what, which record, from what to what, and why.\n' +
        'Nothing in it is ever changed or taken out.',
    )
    .option('--record <record>', 'only what concerns this record, by its name, number or id')
    .option('--overwrites', 'only writes that overwrote an edit of the other book')
    .option('--limit <lines>', 'so many lines at the most', wholeNumber(1, 100_000), 50)
    .option('--csv', 'as a table for a spreadsheet')
    .action((company: string, options: AuditOptions) => audit(company, options));
  examples(command, [
    'tieout audit "Hill Builders" --record "Acme Tile"',
    'tieout audit "Hill Builders" --overwrites --csv --limit 10000',
  ]);
}

async function audit(idOrName: string, options: AuditOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const { record, overwrites = false, limit } = options;
    const { lines, definitions } = await database.inCompany(company.id, async (tx) => ({
      lines: await auditLines(tx, company.id, { record, overwrites, limit }),
      definitions: entityDefinitions(company.settings),
    }));
    output.result({ company: company.name, lines }, () =>
      options.csv
        ? auditCsv(lines, definitions).trimEnd()
        : auditText(company.name, lines, definitions, options),
    );
  });
}

function auditText(
  company: string,
  lines: readonly AuditLine[],
  definitions: readonly EntityDefinition[],
  { limit }: AuditOptions,
): string {
  if (lines.length === 0) return `The audit log of “${company}” has nothing of that.`;
  const rows = lines.map((line) => [
    moment(line.at),
    line.who,
    line.action,
    recordWords(line),
    [...changesOf(line, definitions), ...(line.detail === null ? [] : [line.detail])].join('\n'),
  ]);
  return [
    table(
      [
        { title: 'when' },
        { title: 'who' },
        { title: 'did', wraps: true },
        { title: 'record', wraps: true },
        { title: 'what', wraps: true },
      ],
      rows,
    ),
    `${many(lines.length, 'line')}, the latest first.${lines.length === limit ? ' There may be more: --limit.' : ''}`,
  ].join('\n');
}
