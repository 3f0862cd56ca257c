import type { Command } from 'commander';
import { listCompanies, type Company } from '../ledger/companies';
import { previewTitle } from '../reconcile/previewFirst';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput, table } from './output';
import { ago } from '../words/time';

export function addCompanyList(parent: Command): void {
  const command = ledgerCommand(parent, 'list')
    .summary('all companies')
    .description('Lists all companies with their state and the Web Connector’s last call.')
    .action((options: LedgerOptions) => list(options));
  examples(command, ['tieout company list', 'tieout company list --json']);
}

async function list(options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const companies = await database.asSystem((tx) => listCompanies(tx));
    output.result(
      companies.map((company) => ({
        id: company.id,
        company: company.name,
        state: stateOf(company),
        organization: company.billcom.organizationId,
        lastWebConnectorLogin: company.lastLoginAt,
      })),
      () => listText(companies, new Date()),
    );
  });
}

export const stateOf = (company: Company): 'stopped' | 'paused' | 'syncing' | 'notAccepted' => {
  if (company.stops.length > 0) return 'stopped';
  if (company.pausedAt !== null) return 'paused';
  return company.acceptedAt === null ? 'notAccepted' : 'syncing';
};

const stateWords = {
  stopped: 'stopped: needs a person',
  paused: 'paused',
  syncing: 'syncing',
  notAccepted: 'first preview not accepted',
} as const;

const stateText = (company: Company): string => {
  const state = stateOf(company);
  return state === 'notAccepted' && company.previewBecause !== null
    ? `${previewTitle(company.previewBecause)} not accepted`.replace(/^the /, '')
    : stateWords[state];
};

export function listText(companies: readonly Company[], now: Date): string {
  if (companies.length === 0) return 'There is no company yet. Add one: tieout company add --help';
  return table(
    [
      { title: 'company', wraps: true },
      { title: 'state' },
      { title: 'Bill.com organization' },
      { title: 'Web Connector called' },
    ],
    companies.map((company) => [
      company.name,
      stateText(company),
      company.billcom.organizationId,
      ago(company.lastLoginAt, now),
    ]),
  );
}
