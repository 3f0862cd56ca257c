import type { Command } from 'commander';
import { hashUserPassword } from '../access/userPasswords';
import { insertUser, setMayConnect, type Plan, type Role } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { wrongUse } from '../words/problem';
import {
  chosenPassword,
  companiesMeant,
  emailAddress,
  giveRole,
  passwordOption,
  planOption,
  roleOption,
} from './userRows';
import { quoted } from '../words/counted';

interface AddOptions extends LedgerOptions {
  readonly name?: string;
  readonly company?: readonly string[];
  readonly allCompanies?: boolean;
  readonly role?: Role;
  readonly plan: Plan;
  readonly mayConnect?: boolean;
  readonly passwordStdin?: boolean;
}

export function addUserAdd(parent: Command): void {
  const command = ledgerCommand(parent, 'add <e-mail>')
    .summary('adds a user of the dashboard')
    .description('Adds a user, with a role in the companies that are named. The password is shown once.')
    .option('--name <name>', 'how they are called (default: the address)')
    .option('--company <company...>', 'where they work, by name or id')
    .option('--all-companies', 'in every company that there is now')
    .addOption(roleOption())
    .addOption(planOption())
    .option('--may-connect', 'they may connect companies on the dashboard, the first one too')
    .addOption(passwordOption())
    .action((email: string, options: AddOptions) => add(email, options));
  examples(command, [
    'tieout user add ann@example.com --name "Ann Hill" --company "Hill Builders" --role Administrator',
    'tieout user add ann@example.com --name "Ann Hill" --may-connect',
    'tieout user add firm@example.com --all-companies --role Accountant',
  ]);
}

async function add(address: string, options: AddOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const email = emailAddress(address);
  const { role, plan } = options;
  await withLedger(options, async (ledger) => {
    const companies = await companiesMeant(
      ledger.database,
      options.company ?? [],
      options.allCompanies ?? false,
    );
    if (companies.length > 0 && role === undefined)
      throw wrongUse('Which role do they have there? Add --role.');
    const { password, isNew } = await chosenPassword(options.passwordStdin ?? false);
    const passwordHash = await hashUserPassword(password);
    const name = options.name?.trim() || email;
    const id = await ledger.database
      .asSystem((tx) => insertUser(tx, { email, name, passwordHash }))
      .catch((error: unknown) => {
        if ((error as { code?: string }).code !== '23505') throw error;
        throw wrongUse(
          `There is a user “${email}” already.`,
          `A role in another company: tieout user role ${quoted(email)} --help`,
        );
      });
    const mayConnect = options.mayConnect ?? false;
    if (mayConnect) await ledger.database.asSystem((tx) => setMayConnect(tx, id, true));
    if (role) await giveRole(ledger, { id, email }, companies, { role, plan });
    output.result(
      {
        user: email,
        name,
        mayConnect,
        companies: companies.map((each) => ({ company: each.name, role, plan })),
        ...(isNew ? { password } : {}),
      },
      () =>
        [
          `“${email}” can sign in.`,
          ...companies.map((each) => `  ${each.name}: ${role} (${plan})`),
          ...(mayConnect ? ['They may connect companies on the dashboard.'] : []),
          ...(companies.length === 0 && !mayConnect
            ? [`They see no company yet: tieout user role ${quoted(email)} --company … --role …`]
            : []),
          ...(isNew ? ['', `  Password  ${password}`, '', 'It is shown this once.'] : []),
        ].join('\n'),
    );
  });
}
