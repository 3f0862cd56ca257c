import { Option, type Command } from 'commander';
import { hashApiToken, newApiToken } from '../access/tokens';
import {
  apiTokensOf,
  insertApiToken,
  revokeApiToken,
  tokenScopes,
  type TokenScope,
} from '../ledger/apiTokens';
import { wholeNumber } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput, table } from './output';
import { wrongUse } from '../words/problem';
import { moment } from '../words/time';
import { auditOfUser, userCalled } from './userRows';

interface TokenOptions extends LedgerOptions {
  readonly name?: string;
  readonly scope: TokenScope;
  readonly days?: number;
  readonly revoke?: string;
}

export function addUserToken(parent: Command): void {
  const command = ledgerCommand(parent, 'token <e-mail>')
    .summary('makes, lists and revokes tokens for the API')
    .description(
      'Lists a user’s API tokens; --name makes one and shows it once, --revoke ends one. A program with a token sees what\n' +
        'the user sees; with the scope “act” it may also do what the user may do.',
    )
    .option('--name <name>', 'makes one: what it is for')
    .addOption(new Option('--scope <scope>', 'of the new one').choices([...tokenScopes]).default('read'))
    .option('--days <n>', 'how long the new one lives (default: until it is revoked)', wholeNumber(1, 3_650))
    .option('--revoke <id>', 'ends one')
    .action((email: string, options: TokenOptions) => token(email, options));
  examples(command, [
    'tieout user token ann@example.com',
    'tieout user token ann@example.com --name "month-end report" --scope read --days 365',
  ]);
}

async function token(email: string, options: TokenOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const { name, scope, days, revoke } = options;
  if (name !== undefined && revoke !== undefined)
    throw wrongUse('Only one of these at once: --name, --revoke.');
  await withLedger(options, async (ledger) => {
    const { database } = ledger;
    const user = await userCalled(database, email);
    if (revoke !== undefined) {
      const isRevoked = await database.asSystem(async (tx) => {
        if (!(await revokeApiToken(tx, user.id, revoke))) return false;
        await auditOfUser(tx, ledger, user, 'ended a token of a user', revoke);
        return true;
      });
      if (!isRevoked) throw wrongUse(`“${user.email}” has no token ${revoke}.`);
      output.result({ user: user.email, revoked: revoke }, () => 'The token works no more.');
      return;
    }
    if (name !== undefined) {
      const made = newApiToken();
      const scopes: TokenScope[] = scope === 'act' ? ['read', 'act'] : ['read'];
      const hash = hashApiToken(made) as Buffer;
      const id = await database.asSystem(async (tx) => {
        await auditOfUser(tx, ledger, user, 'made a token for a user', `“${name}”, may ${scopes.join(', ')}`);
        return insertApiToken(tx, { userId: user.id, name, hash, scopes, days: days ?? null });
      });
      output.result({ user: user.email, id, name, scopes, token: made }, () =>
        [
          '',
          `  Token  ${made}`,
          '',
          'It is shown this once. Programs send it as “Authorization: Bearer …”.',
        ].join('\n'),
      );
      return;
    }
    const tokens = await database.asSystem((tx) => apiTokensOf(tx, user.id));
    output.result({ user: user.email, tokens }, () =>
      tokens.length === 0
        ? `“${user.email}” has no token.`
        : table(
            [
              { title: 'token' },
              { title: 'name', wraps: true },
              { title: 'may' },
              { title: 'used' },
              { title: 'ends' },
            ],
            tokens.map((each) => [
              each.id,
              each.name,
              each.scopes.join(', '),
              moment(each.usedAt),
              moment(each.expiresAt),
            ]),
          ),
    );
  });
}
