import type { Command } from 'commander';
import { isAccountSetting } from '../entities/companyAccounts';
import type { Company } from '../ledger/companies';
import { companyAccounts, type CompanyAccounts } from '../ledger/companyAccounts';
import { previewWords } from '../reconcile/previewFirst';
import { accountShown, accountsDocument } from '../acts/accountSettings';
import { accountWords } from '../acts/billcomAccount';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { stateOf } from './companyList';
import { createOutput } from './output';
import { meaningOf, settingNames } from '../acts/settingsView';
import { moment } from '../words/time';
import { callsWords } from '../words/webConnectorCalls';
import { companyCalled } from '../acts/openLedger';

export function addCompanyShow(parent: Command): void {
  const command = ledgerCommand(parent, 'show <company>')
    .summary('a company’s connection and settings')
    .description('Shows how a company is connected, and its settings. Never a secret.')
    .action((company: string, options: LedgerOptions) => show(company, options));
  examples(command, ['tieout company show "Hill Builders"']);
}

async function show(idOrName: string, options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const accounts = await database.inCompany(company.id, (tx) => companyAccounts(tx, company));
    output.result({ ...companyDocument(company), accounts: accountsDocument(accounts) }, () =>
      companyText(company, accounts, new Date()),
    );
  });
}

const fileFact = (company: Company, name: string): string | null => {
  const value = company.quickbooks[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const companyDocument = (company: Company) => ({
  id: company.id,
  company: company.name,
  state: stateOf(company),
  zone: company.zone,
  createdAt: company.createdAt,
  acceptedAt: company.acceptedAt,
  billcom: company.billcom,
  quickbooks: {
    companyName: fileFact(company, 'companyName'),
    productName: fileFact(company, 'productName'),
    qbxmlVersion: fileFact(company, 'qbxmlVersion'),
  },
  webConnectorUser: company.webConnectorUser,
  fileId: company.fileId,
  lastWebConnectorLogin: company.lastLoginAt,
  refusedWebConnectorLogin: company.refusedLoginAt,
  paused: company.pausedAt === null ? null : { since: company.pausedAt, reason: company.pauseReason },
  stopped: company.stops[0]?.because ?? null,
  billcomAccount: company.billcomAccount,
  settings: company.settings,
});

const acceptedWords = ({ acceptedAt, previewBecause }: Company): string =>
  acceptedAt !== null
    ? moment(acceptedAt)
    : `not ${previewBecause === null ? 'yet' : `since ${previewWords(previewBecause).since}`}: cycles are previews`;

export function companyText(company: Company, accounts: CompanyAccounts, now: Date): string {
  const file = fileFact(company, 'companyName');
  const product = fileFact(company, 'productName');
  const facts: [string, string][] = [
    ['id', company.id],
    ['time zone', company.zone],
    ['added', moment(company.createdAt)],
    ['accepted', acceptedWords(company)],
    [
      'Bill.com',
      `${company.billcom.organizationId} as ${company.billcom.userName} at ${company.billcom.v2Url}`,
    ],
    ['Bill.com account', accountWords(company.billcomAccount)],
    ['QuickBooks', file === null ? 'not seen yet' : `“${file}”${product === null ? '' : ` in ${product}`}`],
    ['Web Connector', `user ${company.webConnectorUser}, ${callsWords(company, now)}`],
    ...(company.pausedAt === null
      ? []
      : [['paused', `since ${moment(company.pausedAt)}: ${company.pauseReason ?? ''}`] as [string, string]]),
    ...company.stops.map(({ because }) => ['stopped', because] as [string, string]),
  ];
  return [
    company.name,
    ...facts.map(([name, value]) => `  ${name.padEnd(14)} ${value}`),
    '',
    'Settings (tieout company set <company> setting=value):',
    ...settingNames.map(
      (name) =>
        `  ${name.padEnd(17)} ${(isAccountSetting(name) ? accountShown(accounts, name, company.settings.createAccounts) : String(company.settings[name])).padEnd(16)} ${meaningOf(name)}`,
    ),
  ].join('\n');
}
