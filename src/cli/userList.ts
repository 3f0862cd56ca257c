import type { Command } from 'commander';
import { membershipsOf } from '../ledger/memberships';
import { listUsers } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput, table } from './output';

export function addUserList(parent: Command): void {
  const command = ledgerCommand(parent, 'list')
    .summary('lists users and their roles')
    .description('Lists the users of the dashboard, each with their role and plan in every company.')
    .action((options: LedgerOptions) => list(options));
  examples(command, ['tieout user list', 'tieout user list --json']);
}

async function list(options: LedgerOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const users = await database.asSystem(async (tx) => {
      const listed = [];
      for (const { id, email, name, disabledAt, mayConnect } of await listUsers(tx)) {
        const companies = (await membershipsOf(tx, id)).map(({ company, role, plan }) => ({
          company,
          role,
          plan,
        }));
        listed.push({ email, name, disabledAt, mayConnect, companies });
      }
      return listed;
    });
    output.result(users, () =>
      users.length === 0
        ? 'There is no user yet. Add one: tieout user add --help'
        : table(
            [
              { title: 'user' },
              { title: 'name', wraps: true },
              { title: 'companies', wraps: true },
              { title: '' },
            ],
            users.map(({ email, name, companies, disabledAt, mayConnect }) => [
              email,
              name,
              companies.map(({ company, role, plan }) => `${company}: ${role} (${plan})`).join('\n') || '–',
              disabledAt !== null ? 'disabled' : mayConnect ? 'may connect companies' : '',
            ]),
          ),
    );
  });
}
