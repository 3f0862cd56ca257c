import type { Command } from 'commander';
import { disableUser, enableUser } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { auditOfUser, userCalled } from './userRows';

export function addUserDisable(parent: Command): void {
  const disable = ledgerCommand(parent, 'disable <e-mail>')
    .summary('lets a user in no more')
    .description('Lets a user in no more: they are signed out, and none of their tokens works.')
    .action((email: string, options: LedgerOptions) => change(email, options, false));
  examples(disable, ['tieout user disable ann@example.com']);
  const enable = ledgerCommand(parent, 'enable <e-mail>')
    .summary('lets a disabled user in again')
    .description('Lets a disabled user in again, with their roles, password and tokens of before.')
    .action((email: string, options: LedgerOptions) => change(email, options, true));
  examples(enable, ['tieout user enable ann@example.com']);
}

async function change(email: string, options: LedgerOptions, isEnabled: boolean): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async (ledger) => {
    const user = await userCalled(ledger.database, email);
    await ledger.database.asSystem(async (tx) => {
      await (isEnabled ? enableUser(tx, user.id) : disableUser(tx, user.id));
      await auditOfUser(tx, ledger, user, isEnabled ? 'let a user in again' : 'disabled a user');
    });
    output.result({ user: user.email, enabled: isEnabled }, () =>
      isEnabled ? `“${user.email}” can sign in again.` : `“${user.email}” is signed out and cannot sign in.`,
    );
  });
}
