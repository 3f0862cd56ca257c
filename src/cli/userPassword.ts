import type { Command } from 'commander';
import { hashUserPassword } from '../access/userPasswords';
import { revokeApiTokens } from '../ledger/apiTokens';
import { setUserPassword } from '../ledger/users';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { auditOfUser, chosenPassword, passwordOption, userCalled } from './userRows';

interface PasswordOptions extends LedgerOptions {
  readonly passwordStdin?: boolean;
}

export function addUserPassword(parent: Command): void {
  const command = ledgerCommand(parent, 'password <e-mail>')
    .summary('makes a new password for a user')
    .description(
      'Makes a new password and shows it once. The user is signed out everywhere, and their API tokens end.',
    )
    .addOption(passwordOption())
    .action((email: string, options: PasswordOptions) => change(email, options));
  examples(command, ['tieout user password ann@example.com']);
}

async function change(email: string, options: PasswordOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async (ledger) => {
    const { database } = ledger;
    const user = await userCalled(database, email);
    const { password, isNew } = await chosenPassword(options.passwordStdin ?? false);
    const hash = await hashUserPassword(password);
    await database.asSystem(async (tx) => {
      await setUserPassword(tx, user.id, hash);
      await revokeApiTokens(tx, user.id);
      await auditOfUser(tx, ledger, user, 'gave a user a new password');
    });
    output.result({ user: user.email, ...(isNew ? { password } : {}) }, () =>
      [
        `“${user.email}” has a new password, is signed out everywhere, and has no tokens any more.`,
        ...(isNew ? ['', `  Password  ${password}`, '', 'It is shown this once.'] : []),
      ].join('\n'),
    );
  });
}
