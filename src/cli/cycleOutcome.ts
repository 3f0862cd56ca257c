import type { Cycle } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { openHoldsOf } from '../ledger/holds';
import { countEntities, type EntityCounts } from '../ledger/records';
import { cycleDocument, type CycleDocument } from '../acts/cycleDocument';
import { differencesOfCycle } from '../acts/previewLoad';
import { exitCode, type ExitCode } from '../words/problem';
import type { DifferenceDocument } from '../acts/differences';
import { differencesText } from './differencesView';
import { entityTable } from './statusView';
import { waitsForAccept, type Outcome } from '../acts/watchCycle';
import { counted, many, quoted } from '../words/counted';

/** What waiting for a cycle came to, for programs. */
export interface OutcomeDocument {
  readonly company: string;
  /** How the cycle ended, or why the waiting did. */
  readonly result: Cycle['state'] | 'stopped' | 'paused' | 'timedOut';
  readonly cycle: CycleDocument;
  readonly message: string | null;
  /** Writes of this cycle that the books took and refused; what a preview would write. */
  readonly applied: number;
  readonly refused: number;
  readonly proposed: number;
  /** Pairs that a preview would link. */
  readonly links: number;
  /** What a first sync did otherwise than the preview that was accepted. */
  readonly sincePreview: readonly DifferenceDocument[];
  readonly holds: number;
  readonly entities: readonly EntityCounts[];
}

export async function outcomeDocument(database: Database, outcome: Outcome): Promise<OutcomeDocument> {
  const { company, cycle } = outcome.view;
  const { entities, holds, sincePreview } = await database.inCompany(company.id, async (tx) => ({
    entities: await countEntities(tx, company.id),
    holds: (await openHoldsOf(tx, company.id)).length,
    sincePreview: await differencesOfCycle(tx, company, cycle.number),
  }));
  return {
    company: company.name,
    result: outcome.kind === 'over' ? cycle.state : outcome.kind,
    cycle: cycleDocument(cycle),
    message: outcome.kind === 'over' ? cycle.message : outcome.sentence,
    applied: countOf(cycle, 'applied'),
    refused: countOf(cycle, 'rejected'),
    proposed: countOf(cycle, 'proposed'),
    links: countOf(cycle, 'links'),
    sincePreview,
    holds,
    entities,
  };
}

const countOf = (cycle: Cycle, name: string): number => {
  const count = cycle.counts[name];
  return typeof count === 'number' ? count : 0;
};

export function outcomeExit(outcome: Outcome): ExitCode {
  if (outcome.kind === 'timedOut') return exitCode.timedOut;
  if (outcome.kind !== 'over') return exitCode.needsPerson;
  const { cycle, company } = outcome.view;
  if (waitsForAccept(cycle, company)) return exitCode.waitingForAccept;
  return cycle.state === 'failed' || cycle.state === 'interrupted' ? exitCode.failed : exitCode.ok;
}

/** The result in words: what happened, the counts, and what to do next. */
export function outcomeText(outcome: Outcome, document: OutcomeDocument): string {
  const { company, cycle } = outcome.view;
  const held =
    outcome.kind !== 'over' || document.holds === 0
      ? []
      : [`${many(document.holds, 'hold')} with a reason each: tieout holds ${quoted(company.name)}`];
  const counts =
    outcome.kind !== 'over' || document.entities.length === 0 ? [] : [entityTable(document.entities)];
  return [...opening(outcome, document), ...counts, ...held, ...nextStep(outcome, cycle)].join('\n');
}

function opening(outcome: Outcome, document: OutcomeDocument): string[] {
  const { applied, refused, proposed, links } = document;
  const { cycle } = outcome.view;
  if (outcome.kind !== 'over') return [outcome.sentence];
  const because = cycle.message === null ? '' : ` ${cycle.message}`;
  if (cycle.state === 'failed') return [`Cycle ${cycle.number} failed.${because}`];
  if (cycle.state === 'interrupted') return [`Cycle ${cycle.number} was interrupted.${because}`];
  if (cycle.mode === 'preview')
    return [
      `Cycle ${cycle.number} was a preview: ${many(proposed, 'change')} would be written, and ${many(links, 'pair')} linked. Nothing was.${because}`,
    ];
  const since = sinceLines(outcome.view.company.name, document.sincePreview);
  if (applied + refused === 0) return [`Cycle ${cycle.number} ended: there was nothing to write.`, ...since];
  const refusals = refused === 0 ? '' : `, ${counted(refused)} refused`;
  return [`Cycle ${cycle.number} ended: ${many(applied, 'change')} written${refusals}.`, ...since];
}

const differencesShown = 10;

function sinceLines(company: string, differences: readonly DifferenceDocument[]): string[] {
  if (differences.length === 0) return [];
  return [
    `${many(differences.length, 'thing')} changed since the preview:`,
    differencesText(differences, differencesShown),
    ...(differences.length > differencesShown
      ? [`All of them: tieout preview ${quoted(company)} --last`]
      : []),
  ];
}

function nextStep(outcome: Outcome, cycle: Cycle): string[] {
  const name = quoted(outcome.view.company.name);
  if (outcome.kind === 'paused') return [`To go on: tieout resume ${name}`];
  if (outcome.kind === 'stopped')
    return ['Nothing is written until this is put right; the next update of the Web Connector looks again.'];
  if (outcome.kind === 'over' && waitsForAccept(cycle, outcome.view.company))
    return [`To see it: tieout preview ${name} --last`, `To accept it and sync: tieout accept ${name}`];
  return [];
}
