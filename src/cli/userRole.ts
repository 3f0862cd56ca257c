import type { Command } from 'commander';
import { isRunWithout } from '../access/people';
import type { Plan, Role } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { wrongUse } from '../words/problem';
import { companiesMeant, giveRole, planOption, roleOption, takeRole, userCalled } from './userRows';
import { many } from '../words/counted';

interface RoleOptions extends LedgerOptions {
  readonly company?: readonly string[];
  readonly allCompanies?: boolean;
  readonly role?: Role;
  readonly plan: Plan;
  readonly remove?: boolean;
}

export function addUserRole(parent: Command): void {
  const command = ledgerCommand(parent, 'role <e-mail>')
    .summary('gives a user a role in companies, or takes it away')
    .description(
      'Gives a user a role in companies, in place of the one they had there; --remove takes it away.',
    )
    .option('--company <company...>', 'by name or id')
    .option('--all-companies', 'in every company that there is now')
    .addOption(roleOption())
    .addOption(planOption())
    .option('--remove', 'they have no role there any more')
    .action((email: string, options: RoleOptions) => role(email, options));
  examples(command, [
    'tieout user role ann@example.com --company "Hill Builders" --role Clerk --plan payables',
    'tieout user role ann@example.com --company "Hill Builders" --remove',
  ]);
}

async function role(email: string, options: RoleOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const { role: given, plan, remove } = options;
  if ((given === undefined) === (remove === undefined)) throw wrongUse('Say --role ROLE or --remove.');
  await withLedger(options, async (ledger) => {
    const user = await userCalled(ledger.database, email);
    const companies = await companiesMeant(
      ledger.database,
      options.company ?? [],
      options.allCompanies ?? false,
    );
    if (companies.length === 0) throw wrongUse('In which company? Say --company NAME or --all-companies.');
    if (given === undefined) {
      const removed = await takeRole(ledger, user, companies);
      const withoutAdministrator = await ledger.database.asSystem(async (tx) => {
        const names = [];
        for (const { id, name } of companies) if (!(await isRunWithout(tx, id, user.id))) names.push(name);
        return names;
      });
      output.result({ user: user.email, removed, withoutAdministrator }, () =>
        [
          `“${user.email}” had a role in ${many(removed, 'company', 'companies')} of these, and has none now.`,
          ...withoutAdministrator.map((name) => `“${name}” has no Administrator now.`),
        ].join('\n'),
      );
      return;
    }
    await giveRole(ledger, user, companies, { role: given, plan });
    output.result(
      { user: user.email, companies: companies.map(({ name }) => ({ company: name, role: given, plan })) },
      () => companies.map(({ name }) => `“${user.email}” is ${given} of “${name}” (${plan}).`).join('\n'),
    );
  });
}
