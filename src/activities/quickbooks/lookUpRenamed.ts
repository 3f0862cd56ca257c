import { Context } from '@temporalio/activity';
import type { EntityDefinition } from '../../entities/definition';
import { loadCompany } from '../../ledger/companies';
import { knownEntries } from '../../ledger/lostCreates';
import type { Operation } from '../../ledger/operations';
import { loadClock } from '../../ledger/pcClock';
import { mirrorRecords } from '../../ledger/records';
import { withoutOffset } from '../../quickbooks/localTime';
import { madeBetween } from '../../quickbooks/madeBetween';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRecord } from '../../quickbooks/qbxml/types';
import { renamedSince, type ListEntry, type LostCreate } from '../../reconcile/renamedSince';
import { settleApplied } from '../settleApplied';
import { settleWithdrawn } from '../settleOperation';
import { settleInconclusive } from '../settleOutcome';
import { attemptsAtMost, refusedByParser, responsesOf, sightOf, type Sight } from './lookUpQuestions';
import { contextOf, notThere } from './lookUpVerdict';
import type { SessionJob } from './sessionJob';

/**
 * The second look at creates whose name QuickBooks does not have, where nothing else says that an entry is ours: somebody
 * may have renamed it before we looked. The whole list is read, which has no iterator and is short, and not what was
 * changed since: a PC whose clock was set right meanwhile would hide it.
 * @param absent creates of lists without ExternalGUID.
 * @returns why it is to be asked for once more in this session, if it is.
 */
export async function lookForRenamed(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  absent: readonly Operation[],
): Promise<string | undefined> {
  const entities = [...new Set(absent.map(({ entity }) => entity))];
  let busy: string | undefined;
  for (const entity of entities) {
    const mine = absent.filter((operation) => operation.entity === entity);
    busy = (await lookThrough(job, definitionOf, mine)) ?? busy;
  }
  return busy;
}

async function lookThrough(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  lost: readonly Operation[],
): Promise<string | undefined> {
  const { attempt } = Context.current().info;
  const [first] = lost as readonly [Operation];
  const definition = definitionOf(first.entity);
  const request = listQuery(definition.quickbooks.list, { requestID: first.id });
  const key = `c${job.lease.cycle}:lookAll:${job.sessionId}:${attempt}:${first.id}:${lost.length}`;
  const asked = await job.ask({ key, kind: 'read', requests: [request] });
  const responses = await responsesOf(asked.answer);
  const sight: Sight =
    asked.state === 'failed' ? refusedByParser(asked) : sightOf(definition, responses.get(first.id));
  const isBusy = 'passes' in sight && sight.passes && attempt < attemptsAtMost;
  await job.settle(asked, async (tx) => {
    if (isBusy) return;
    if ('because' in sight) {
      const { because, passes } = sight;
      for (const operation of lost)
        await settleInconclusive(contextOf(tx, job, definitionOf, operation), operation, {
          because,
          candidates: [],
          looksAgain: passes,
        });
      return;
    }
    const { zone } = await loadCompany(tx, job.companyId);
    const clock = await loadClock(tx, job.companyId);
    const ids = sight.records.map(({ id }) => id);
    const known = new Map(
      (await knownEntries(tx, job.companyId, definition.name, ids)).map((each) => [each.id, each]),
    );
    const raw = new Map(sight.raw.map((each) => [String(each.fields.ListID), each]));
    const entries = sight.records.map((record): ListEntry => {
      const { seenAt = null, isTaken = false, isDoubted = false } = known.get(record.id) ?? {};
      const { made, modified } = timesOf(raw.get(record.id));
      return { record, made, modified, seenAt: seenAt ?? undefined, isTaken, isDoubted };
    });
    const creates = lost.map((operation): LostCreate => {
      const sentAt = operation.sentAt ?? operation.plannedAt;
      const { from: madeFrom, to: madeTo } = madeBetween(clock, zone, sentAt);
      return { id: operation.id, fields: operation.fields, sentAt, madeFrom, madeTo };
    });
    const became = renamedSince(definition, creates, entries);
    for (const operation of lost) {
      const context = contextOf(tx, job, definitionOf, operation);
      const outcome = became.get(operation.id) ?? { mayBe: [] };
      if ('is' in outcome) {
        const detail = {
          how: `found by looking it up after the connection dropped, as “${String(outcome.is.fields.name)}”: somebody had renamed it`,
          isFoundLater: true,
          edited: outcome.edited,
        };
        await settleApplied(context, [{ operation, readBack: outcome.is, detail }]);
      } else if (outcome.mayBe.length === 0) await settleWithdrawn(context, operation, notThere);
      else {
        await mirrorRecords(tx, job.companyId, 'quickbooks', definition.name, outcome.mayBe);
        await settleInconclusive(context, operation, {
          because: `QuickBooks has none of that name, but ${countOf(definition, outcome.mayBe.length)} made or renamed about then`,
          candidates: outcome.mayBe,
          looksAgain: false,
        });
      }
    }
  });
  return isBusy && 'because' in sight ? sight.because : undefined;
}

const timesOf = (record: QbxmlRecord | undefined): { made: string; modified: string } => ({
  made: withoutOffset(String(record?.fields.TimeCreated ?? '')),
  modified: withoutOffset(String(record?.fields.TimeModified ?? '')),
});

const countOf = ({ words }: EntityDefinition, count: number): string =>
  count === 1 ? `one ${words.one}` : `${count} ${words.many}`;
