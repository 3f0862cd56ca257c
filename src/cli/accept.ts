import type { Command } from 'commander';
import { acceptable, acceptPreview, type Acceptable } from '../ledger/accept';
import type { Company } from '../ledger/companies';
import { acceptMassChange } from '../ledger/massChange';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { outcomeDocument, outcomeExit, outcomeText } from './cycleOutcome';
import { companyCalled, withLedger } from './ledger';
import { createOutput, quoted } from './output';
import { Problem } from './problem';
import { waitForCycle } from './sync';
import { parseDuration } from './time';
import { viewCycle, waitsForMassChange } from './watchCycle';
import { atItsNextCall } from './webConnectorCalls';

interface AcceptOptions extends LedgerOptions {
  readonly wait?: boolean;
  readonly timeout: string;
}

export function addAccept(program: Command): void {
  const command = ledgerCommand(program, 'accept <company>')
    .summary('lets a company write after a preview, or a mass change go')
    .description(
      'Accepts the first preview: from now on cycles write. The first of them is asked for at once. Later: the preview after\n' +
        'receivables were switched on or something was restored; or what a cycle has shown that stopped because it would\n' +
        'change a large part of a list: exactly that, and nothing else.',
    )
    .option('--wait', 'end when that cycle has ended')
    .option('--timeout <time>', 'how long to wait: 90s, 10m, 1h', '10m')
    .action((company: string, options: AcceptOptions) => accept(company, options));
  examples(command, ['tieout preview "Hill Builders" --last', 'tieout accept "Hill Builders" --wait']);
}

async function accept(idOrName: string, options: AcceptOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  const limit = parseDuration(options.timeout);
  await withLedger(options, async (ledger) => {
    const { database, by } = ledger;
    const company = await companyCalled(database, idOrName);
    const isMassChange = waitsForMassChange(company);
    if (company.acceptedAt !== null && !isMassChange) {
      output.result(
        { company: company.name, result: 'acceptedBefore', cycle: null },
        () => `“${company.name}” was accepted before; its cycles write already.`,
      );
      return;
    }
    const { number, mode } = await database.inCompany(company.id, async (tx) => {
      const accepted = await acceptMassChange(tx, company.id, by);
      if (accepted) return accepted;
      refuseUnseen(company, await acceptable(tx, company.id, company.settings));
      return acceptPreview(tx, company.id, by);
    });
    if (!options.wait) {
      output.result(
        { company: company.name, result: 'accepted', cycle: { number, mode, state: 'due' } },
        () =>
          [
            `${isMassChange ? 'The mass change' : `“${company.name}”`} is accepted. Cycle ${number} (a ${mode}) begins ${atItsNextCall(company, new Date())}.`,
            `To follow it: tieout status ${quoted(company.name)}`,
          ].join('\n'),
      );
      return;
    }
    output.note(`Accepted. Cycle ${number} (a ${mode}) was asked for.`);
    const outcome = await waitForCycle(
      ledger,
      await viewCycle(database, company.id, number),
      Date.now() + limit,
    );
    const document = await outcomeDocument(database, outcome);
    output.result(document, () => outcomeText(outcome, document));
    endWith(outcomeExit(outcome));
  });
}

/** Only what somebody could look at is accepted. */
function refuseUnseen({ name }: Company, found: Acceptable): void {
  const cure = `Make one: tieout preview ${quoted(name)} --wait`;
  if (found.preview === undefined) throw new Problem(`“${name}” has no preview to accept yet.`, { cure });
  const { changedSettings, preview } = found;
  if (changedSettings.length > 0)
    throw new Problem(
      `The preview of cycle ${preview.cycle} was made by other settings (${changedSettings.join(', ')}), so it does not show what would be done.`,
      { cure: cure.replace('one', 'a new one') },
    );
}
