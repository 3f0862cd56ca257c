import type { Command } from 'commander';
import type { EntityName } from '../entities/definition';
import { stepOrder } from '../entities/registry';
import type { Company } from '../ledger/companies';
import { carryOutNow, decidePair, type Deciding } from '../ledger/decide';
import { standingDecisions } from '../ledger/decisions';
import { listLinks, openProposals, type ListedLink } from '../ledger/pairProposals';
import { oneOfWords } from './arguments';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { deciding } from '../acts/deciding';
import { withLedger } from './ledger';
import { apartDocument, linkDocument, linksText, proposalDocument, proposalsText } from './linksView';
import { createOutput } from './output';
import { wrongUse } from '../words/problem';
import { recordCalled } from '../acts/recordNames';
import { oneOf } from '../words/stepProgress';
import { companyCalled } from '../acts/openLedger';
import { whenDone } from '../acts/resolving';
import type { DecidedPair } from '../acts/decidingPairs';
import { sentenceOf, proposalsMeant } from '../acts/decidingPairs';

interface LinksOptions extends LedgerOptions {
  readonly entity?: EntityName;
  readonly propose?: boolean;
  readonly accept?: readonly string[];
  readonly reject?: readonly string[];
  readonly link?: readonly string[];
  readonly unlink?: string;
}

export function addLinks(program: Command): void {
  const command = ledgerCommand(program, 'links <company>')
    .summary('which records are the same thing, and which may be')
    .description(
      'Lists the links between the two books. --propose lists the pairs that may be the same thing, each with a score\n' +
        '(0 to 100) and what speaks for it and against it; --accept and --reject decide them by their numbers.\n' +
        'The next cycle carries decisions out. A rejected pair is never proposed again.',
    )
    .option('--entity <entity>', `only these: ${stepOrder.join(', ')}`, oneOfWords(...stepOrder))
    .option('--propose', 'the pairs that wait for a decision')
    .option('--accept <number...>', 'the two are the same: link them')
    .option('--reject <number...>', 'the two are not the same: each stands for itself')
    .option('--link <record...>', 'link any two: a record of QuickBooks and one of Bill.com, by id or name')
    .option(
      '--unlink <record>',
      'end a link, by the id or name of either side; both then wait for a decision',
    )
    .action((company: string, options: LinksOptions) => links(company, options));
  examples(command, [
    'tieout links "Hill Builders" --propose --entity vendor',
    'tieout links "Hill Builders" --accept 3 4 7',
    'tieout links "Hill Builders" --reject 5',
    'tieout links "Hill Builders" --link 80000012-1786010000 00901ABCDEFGHIJKLMNO',
    'tieout links "Hill Builders" --unlink "Best Concrete" --entity vendor',
  ]);
}

async function links(idOrName: string, options: LinksOptions): Promise<void> {
  const { accept, reject, link, unlink, propose } = options;
  const decisions = [accept, reject, link, unlink].filter((each) => each !== undefined).length;
  if (decisions > 1 || (decisions === 1 && propose))
    throw wrongUse('Only one of these at once: --propose, --accept, --reject, --link, --unlink.');
  return decisions === 1 ? decide(idOrName, options) : list(idOrName, options);
}

async function list(idOrName: string, { entity, propose, ...options }: LinksOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const { found, proposals, apart } = await database.inCompany(company.id, async (tx) => ({
      found: propose ? [] : await listLinks(tx, company.id, entity),
      proposals: (await openProposals(tx, company.id)).filter(isOf(entity)),
      apart: (await standingDecisions(tx, company.id))
        .filter(({ kind }) => kind === 'keepApart')
        .filter(isOf(entity)),
    }));
    if (propose) {
      output.result({ company: company.name, proposals: proposals.map(proposalDocument) }, () =>
        proposalsText(company.name, proposals),
      );
      return;
    }
    const document = {
      company: company.name,
      links: found.map(linkDocument),
      proposals: proposals.map(proposalDocument),
      keptApart: apart.map(apartDocument),
    };
    output.result(document, () => linksText(company.name, found, proposals.length, apart.length));
  });
}

const isOf =
  (entity: EntityName | undefined) =>
  (row: { entity: EntityName }): boolean =>
    entity === undefined || row.entity === entity;

async function decide(idOrName: string, options: LinksOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async (ledger) => {
    const company = await companyCalled(ledger.database, idOrName);
    const { decided, cycle } = await deciding(ledger, company, async (by) => {
      const pairs = await pairsMeant(by, company, options);
      for (const { kind, pair } of pairs) await decidePair(by, kind, pair.entity, pair, pair.names);
      return { decided: pairs, cycle: await carryOutNow(by) };
    });
    output.result(
      {
        company: company.name,
        decided: decided.map(({ kind, pair: { entity, quickbooksId, billcomId, names } }) => ({
          decision: kind,
          entity,
          quickbooksId,
          billcomId,
          names,
        })),
        cycle: cycle ?? null,
      },
      () => [...decided.map(sentenceOf), whenDone(company, cycle)].join('\n'),
    );
  });
}

async function pairsMeant(by: Deciding, company: Company, options: LinksOptions): Promise<DecidedPair[]> {
  const { accept, reject, link, unlink } = options;
  if (accept) return proposalsMeant(by, company, accept, 'link');
  if (reject) return proposalsMeant(by, company, reject, 'keepApart');
  const { entity } = options;
  const all = await listLinks(by.tx, by.companyId, undefined);
  if (unlink !== undefined) return [{ kind: 'unlink', pair: linkCalled(all.filter(isOf(entity)), unlink) }];
  const [one = '', two = '', ...more] = link ?? [];
  if (two === '' || more.length > 0)
    throw wrongUse('--link takes two records: one of QuickBooks and one of Bill.com.');
  const quickbooks = await recordCalled(by, 'quickbooks', one, entity);
  const billcom = await recordCalled(by, 'billcom', two, quickbooks.entity);
  const taken = all.find(
    (each) =>
      each.entity === quickbooks.entity &&
      (each.quickbooksId === quickbooks.id || each.billcomId === billcom.id),
  );
  if (taken)
    throw wrongUse(
      taken.quickbooksId === quickbooks.id && taken.billcomId === billcom.id
        ? 'The two are linked already.'
        : `“${taken.names.quickbooks}” of QuickBooks and “${taken.names.billcom}” of Bill.com are linked to each other.`,
      'A link is ended with --unlink.',
    );
  const names = { quickbooks: quickbooks.name, billcom: billcom.name };
  const pair = { entity: quickbooks.entity, quickbooksId: quickbooks.id, billcomId: billcom.id, names };
  return [{ kind: 'link', pair }];
}

function linkCalled(all: readonly ListedLink[], named: string): DecidedPair['pair'] {
  const byId = all.filter(({ quickbooksId, billcomId }) => quickbooksId === named || billcomId === named);
  const word = named.toLowerCase();
  const found =
    byId.length > 0
      ? byId
      : all.filter(
          ({ names }) => names.quickbooks?.toLowerCase() === word || names.billcom?.toLowerCase() === word,
        );
  const [only] = found;
  if (!only) throw wrongUse(`No linked record is called “${named}”.`, 'Name it by its id or its whole name.');
  if (found.length > 1)
    throw wrongUse(
      `${found.length} linked records are called “${named}”.`,
      `Name it by its id: ${found.map(({ entity, quickbooksId }) => `${quickbooksId} (${oneOf(entity)})`).join(', ')}.`,
    );
  const names = {
    quickbooks: only.names.quickbooks ?? only.quickbooksId,
    billcom: only.names.billcom ?? only.billcomId,
  };
  return { entity: only.entity, quickbooksId: only.quickbooksId, billcomId: only.billcomId, names };
}
