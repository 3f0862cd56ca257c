import type { Command } from 'commander';
import { isAccountSetting, wantedSettings, type AccountSetting } from '../entities/companyAccounts';
import type { CompanyAccounts } from '../ledger/companyAccounts';
import { ask, canAsk } from './ask';
import { accountShown } from '../acts/accountSettings';
import { changeSettings, type Change } from '../acts/changingSettings';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { planText } from './previewView';
import { onWords } from '../acts/receivablesSwitch';
import { parsePairs, settingNames, settingsFrom, settingsHelp } from '../acts/settingsView';
import { whatIf, type WhatIf } from '../acts/whatIf';
import { companyCalled } from '../acts/openLedger';

export function addCompanySet(parent: Command): void {
  const command = ledgerCommand(parent, 'set <company> <setting=value...>')
    .summary('changes a company’s settings')
    .description('Changes settings of a company; the next job works by them.')
    .option('--preview', 'show what a sync would do by them, and change nothing')
    .option('--yes', 'do not ask whether they are to be saved')
    .addHelpText('after', `\nSettings:\n${settingsHelp()}`)
    .action((company: string, pairs: string[], options: SetOptions) => set(company, pairs, options));
  examples(command, [
    'tieout company set "Hill Builders" everyMinutes=30 conflictVendors=ask',
    'tieout company set "Hill Builders" moneyOutClearing="Bill.com Money Out Clearing" apAccount=20000',
  ]);
}

interface SetOptions extends LedgerOptions {
  readonly preview?: boolean;
  readonly yes?: boolean;
}

async function set(idOrName: string, pairs: readonly string[], options: SetOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const values = parsePairs(pairs);
  await withLedger(options, async ({ database, by }) => {
    const { id, name, settings: before, acceptedAt } = await companyCalled(database, idOrName);
    const shown = () => whatIf(database, id, async (tx) => void (await changeSettings(tx, id, values, by)));
    if (options.preview) {
      const what = await shown();
      output.result({ company: name, saved: false, ...what.document }, () => whatText(pairs, what));
      return;
    }
    const turnsOn = values.receivables === 'on' && before.receivables === 'off';
    const isSwitch = (['twoWayBills', 'receivablesSince'] as const).some(
      (name) => name in values && values[name] !== before[name],
    );
    if ((isSwitch || turnsOn) && acceptedAt !== null && !options.yes && canAsk()) {
      // What was never read is not in what the books are known to have: the preview that follows shows it.
      output.note(turnsOn ? onWords(name, settingsFrom(values, before)) : whatText(pairs, await shown()));
      if (!/^y(es)?$/i.test(await ask('Save it? (yes or no)'))) {
        output.result({ company: name, settings: before, changed: {} }, () => 'Nothing was changed.');
        return;
      }
    }
    const { settings, change, accounts, more } = await database.inCompany(id, (tx) =>
      changeSettings(tx, id, values, by),
    );
    output.result({ company: name, settings, changed: change.after }, () =>
      [changeText(name, change, accounts), ...more].join('\n'),
    );
  });
}

const whatText = (pairs: readonly string[], { document, holds }: WhatIf): string =>
  [
    `With ${pairs.join(' ')}, a sync would do this with the books as they were last read. Nothing was changed.`,
    ...(pairs.includes('receivables=on')
      ? [
          'Receivables are read when they are switched on; the preview of that, which has to be accepted, shows them.',
        ]
      : []),
    '',
    planText(document, holds),
  ].join('\n');

function changeText(
  name: string,
  { before, after }: Change,
  accounts: { readonly before: CompanyAccounts; readonly after: CompanyAccounts },
): string {
  const [wanted, wantedNow] = [before.createAccounts ?? '', after.createAccounts ?? ''];
  const names = settingNames.filter(
    (each) =>
      after[each] !== undefined ||
      (isAccountSetting(each) && isWanted(wanted, each) !== isWanted(wantedNow, each)),
  );
  if (names.length === 0) return `The settings of “${name}” are as given already.`;
  const told = names
    .map((each) =>
      isAccountSetting(each)
        ? `${each}: ${accountShown(accounts.before, each, wanted)} → ${accountShown(accounts.after, each, wantedNow)}`
        : `${each}: ${String(before[each])} → ${String(after[each])}`,
    )
    .join('\n');
  return after.receivablesSince === undefined
    ? told
    : `${told}\nInvoices that are in both books stay linked, whatever their dates.`;
}

const isWanted = (createAccounts: string, setting: AccountSetting): boolean =>
  wantedSettings(createAccounts).includes(setting);
