import type { Command } from 'commander';
import { setMayConnect } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { userCalled } from './userRows';

interface MayConnectOptions extends LedgerOptions {
  readonly not?: boolean;
}

export function addUserMayConnect(parent: Command): void {
  const command = ledgerCommand(parent, 'may-connect <e-mail>')
    .summary('lets a user connect companies on the dashboard')
    .description(
      'Lets a user connect companies on the dashboard; --not takes it back. An Administrator of any company may do so without.',
    )
    .option('--not', 'they may not any more')
    .action((email: string, options: MayConnectOptions) => mayConnect(email, options));
  examples(command, [
    'tieout user may-connect ann@example.com',
    'tieout user may-connect ann@example.com --not',
  ]);
}

async function mayConnect(address: string, { not, ...options }: MayConnectOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const { id, email } = await userCalled(database, address);
    await database.asSystem((tx) => setMayConnect(tx, id, !not));
    output.result({ user: email, mayConnect: !not }, () =>
      not
        ? `“${email}” may connect companies only as the Administrator of one.`
        : `“${email}” may connect companies on the dashboard.`,
    );
  });
}
