import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import { isAccountSetting } from '../entities/companyAccounts';
import {
  findCompany,
  listCompanies,
  type BillcomAccount,
  type BillcomAddress,
  type Company,
} from '../ledger/companies';
import type { CompanySettings } from '../ledger/settings';
import { ask, canAsk } from './ask';
import { accountQuestion, assertLegacyAllowed, billcomAccountFrom } from '../acts/billcomAccount';
import { addBillcomOptions, givenConnection, needed, type BillcomOptions } from './billcomAccess';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import {
  checkedZone,
  companyOfOrganization,
  newQwcCompany,
  newWebConnectorPassword,
  startsOn,
  storeCompany,
} from '../acts/connecting';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem } from '../words/problem';
import { allowedFor, flagOf, meaningOf, settingNames, settingsFrom } from '../acts/settingsView';
import { assertNew, gatewayAddress, qwcPath, qwcText, saveQwc } from '../acts/webConnectorFile';
import { quoted } from '../words/counted';
import { provenAccess } from '../acts/provenAccess';

type AddOptions = LedgerOptions &
  BillcomOptions &
  Partial<Record<keyof CompanySettings, string>> & {
    readonly name?: string;
    readonly zone?: string;
    readonly billcomAccount?: string;
    readonly qwc?: string;
    readonly gatewayUrl?: string;
  };

export function addCompanyAdd(parent: Command): void {
  const command = addBillcomOptions(
    ledgerCommand(parent, 'add')
      .summary('connects a Bill.com organization and writes the .qwc file')
      .description(
        'Tests the Bill.com credentials, stores them sealed, makes a user and a password for the Web Connector (shown\n' +
          'once) and writes the .qwc file. On a terminal it asks for what is missing.',
      )
      .option('--name <name>', 'the company’s name in Tieout')
      .option('--zone <zone>', 'time zone of the QuickBooks computer, such as America/Chicago'),
  )
    .option('--billcom-account <before|later>', accountQuestion)
    .option('--qwc <file>', 'where the .qwc file goes (default: the company’s name in this folder)')
    .option(
      '--gateway-url <url>',
      'the gateway as the QuickBooks computer reaches it (default: GATEWAY_PUBLIC_URL)',
    );
  for (const name of settingNames.filter((each) => !isAccountSetting(each)))
    command.option(`--${flagOf(name)} <value>`, `${meaningOf(name)} (${allowedFor(name)})`);
  command.action((options: AddOptions) => add(options));
  examples(command, [
    'tieout company add',
    'tieout company add --name "Hill Builders" --zone America/Chicago --billcom sandbox \\\n' +
      '      --organization 00801ABCDEFGHIJKLMNO --user "Tieout sync" --secrets-stdin --json < secrets.json',
  ]);
}

async function add(options: AddOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const chosen = settingsFrom(chosenSettings(options));
  await withLedger(options, async ({ database, config, by }) => {
    const gatewayUrl = gatewayAddress(options.gatewayUrl, config.GATEWAY_PUBLIC_URL);
    const name = (await needed(options.name, '--name', 'the company’s name in Tieout', ask)).trim();
    const zone = checkedZone(
      await needed(
        options.zone,
        '--zone',
        'time zone of the QuickBooks computer (such as America/Chicago)',
        ask,
      ),
    );
    if (await database.asSystem((tx) => findCompany(tx, name)))
      throw new Problem(`There is a company “${name}” already.`, {
        cure: `See it with “tieout company show ${quoted(name)}”, or choose another name.`,
      });
    const receivablesSince = options.receivablesSince ?? startsOn(zone, new Date());
    const settings = { ...chosen, receivablesSince };
    const account = await saidAccount(options.billcomAccount);
    assertLegacyAllowed(settings, account, name);
    const file = qwcPath(options.qwc, name);
    assertNew(file);
    const connection = await givenConnection(options);
    refuseSharedOrganization(connection, await database.asSystem((tx) => listCompanies(tx)));
    const company = newQwcCompany(name);
    // An address that the Web Connector would refuse is refused before anything is stored.
    const text = qwcText(company, gatewayUrl);

    output.note('Signing in to Bill.com …');
    const access = await provenAccess(connection);
    const { password: webConnectorPassword, hash: passwordHash } = await newWebConnectorPassword();
    // Before anything is stored: whoever cannot have the file has no use for the rest, and the password is shown only once.
    saveQwc(file, text, '--qwc');
    const stored = database.asSystem((tx) =>
      storeCompany(tx, database.sealer, { company, zone, settings, connection, account, passwordHash }, by),
    );
    const id = await stored.catch((error: unknown) => {
      rmSync(file, { force: true });
      throw error;
    });
    const document = {
      id,
      company: name,
      organization: access.organizationId,
      organizationName: access.organizationName ?? null,
      webConnectorUser: company.webConnectorUser,
      webConnectorPassword,
      qwcFile: file,
      receivablesSince,
    };
    output.result(document, () => addedText(document));
  });
}

function addedText(added: {
  company: string;
  organization: string;
  organizationName: string | null;
  webConnectorUser: string;
  webConnectorPassword: string;
  qwcFile: string;
  receivablesSince: string;
}): string {
  const organization = added.organizationName
    ? `“${added.organizationName}” (${added.organization})`
    : added.organization;
  return [
    `“${added.company}” is connected to the Bill.com organization ${organization}.`,
    '',
    `  Web Connector file      ${added.qwcFile}`,
    `  Web Connector user      ${added.webConnectorUser}`,
    `  Web Connector password  ${added.webConnectorPassword}`,
    '',
    `Invoices of QuickBooks go over from ${added.receivablesSince} on, by their dates; earlier ones stay there.`,
    '',
    'The password is shown this once and stored nowhere. How to go on:',
    '  1. On the computer with QuickBooks, open the company file as Admin in single-user mode.',
    '  2. Open the .qwc file there and allow access, also when QuickBooks is not running.',
    '  3. In the Web Connector enter the password, tick Tieout and Auto-Run.',
    `  4. tieout sync ${quoted(added.company)} --wait    (the first cycle is a preview; nothing is written)`,
  ].join('\n');
}

/** Asked on a terminal; nobody has to know it. */
async function saidAccount(given: string | undefined): Promise<BillcomAccount | undefined> {
  const said = given ?? (canAsk() ? await ask(`Say ${accountQuestion}; empty if nobody knows`) : '');
  return said === '' ? undefined : billcomAccountFrom(said);
}

function refuseSharedOrganization(billcom: BillcomAddress, companies: readonly Company[]): void {
  const other = companyOfOrganization(billcom, companies);
  if (other)
    throw new Problem(
      `The Bill.com organization ${billcom.organizationId} is connected already, as “${other.name}”.`,
      {
        cure: `One organization goes with one QuickBooks company file. To give new credentials: tieout company billcom ${quoted(other.name)}`,
      },
    );
}

const chosenSettings = (options: AddOptions): Record<string, string> =>
  Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
