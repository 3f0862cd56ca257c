import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { EntityDefinition } from '../../entities/definition';
import { unknownOperations, type Operation } from '../../ledger/operations';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import {
  attemptsAtMost,
  lookUpRequest,
  refusedByParser,
  refusedUnasked,
  responsesOf,
  sightOf,
} from './lookUpQuestions';
import { lookForRenamed } from './lookUpRenamed';
import { conclude, contextOf } from './lookUpVerdict';
import type { SessionJob } from './sessionJob';

/** Queries per message set. */
const lookAtOnce = 100;

/** One operation with the query that looks it up. */
interface Look {
  readonly operation: Operation;
  readonly request: QbxmlRequest;
}

/** What a batch leaves open. */
interface Open {
  /** Why some are to be asked for once more in this session, if there are any. */
  readonly busy?: string;
  /** Creates of entries that nothing but their name would show, and nothing has that name. */
  readonly absent: readonly Operation[];
}

/**
 * Looks up every write to QuickBooks whose outcome is unknown and settles it by what stands there: creates by their
 * full name (unique in QuickBooks' lists), documents by their party and day and then their ExternalGUID (transfers by
 * about their day and then the token in their memo), updates by their id. Entries without an ExternalGUID that have their
 * name no longer are looked for once more among all of their list (lookUpRenamed.ts). Only what is proven absent is planned
 * anew. What QuickBooks refuses to be asked, or answers with several records, is asked of a person; nothing else waits for
 * it.
 * @throws ApplicationFailure `ReadLater` for a passing state of QuickBooks, a few times in a session.
 */
export async function lookUpUnknown(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
): Promise<void> {
  const unknown = await job.under((tx) => unknownOperations(tx, job.companyId, 'quickbooks'));
  const looks: Look[] = [];
  for (const operation of unknown) {
    const request = await job.under((tx) => lookUpRequest(tx, job.companyId, definitionOf, operation));
    const because = refusedUnasked(job, definitionOf(operation.entity), request);
    if (because === undefined) looks.push({ operation, request });
    else await job.under((tx) => conclude(contextOf(tx, job, definitionOf, operation), operation, because));
  }
  let busy: string | undefined;
  const absent: Operation[] = [];
  for (let start = 0; start < looks.length; start += lookAtOnce) {
    const open = await lookUpBatch(job, definitionOf, looks.slice(start, start + lookAtOnce));
    busy = open.busy ?? busy;
    absent.push(...open.absent);
  }
  // Whatever is found by its name is no candidate for another one: those come last.
  if (busy === undefined) busy = await lookForRenamed(job, definitionOf, absent);
  if (busy === undefined) return;
  throw ApplicationFailure.create({
    type: 'ReadLater',
    message: `QuickBooks did not say whether the writes of a dropped connection are there; they are looked up again. ${busy}`,
  });
}

async function lookUpBatch(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  looks: readonly Look[],
): Promise<Open> {
  // A later attempt asks anew: the answer to an earlier one said nothing of what is left.
  const { attempt } = Context.current().info;
  const place = `${looks[0]?.operation.id}:${looks.length}`;
  const key = `c${job.lease.cycle}:look:${job.sessionId}:${attempt}:${place}`;
  const asked = await job.ask({ key, kind: 'read', requests: looks.map(({ request }) => request) });
  if (asked.state === 'failed' && looks.length > 1) {
    // QuickBooks' parser names no culprit (0x80040400): halve until it is alone (design §4.6).
    await job.settle(asked, () => Promise.resolve());
    const middle = Math.ceil(looks.length / 2);
    const first = await lookUpBatch(job, definitionOf, looks.slice(0, middle));
    const rest = await lookUpBatch(job, definitionOf, looks.slice(middle));
    const busy = rest.busy ?? first.busy;
    return { ...(busy === undefined ? {} : { busy }), absent: [...first.absent, ...rest.absent] };
  }
  const responses = await responsesOf(asked.answer);
  const isLastAttempt = attempt >= attemptsAtMost;
  let busy: string | undefined;
  const absent: Operation[] = [];
  await job.settle(asked, async (tx) => {
    for (const { operation } of looks) {
      const sight =
        asked.state === 'failed'
          ? refusedByParser(asked)
          : sightOf(definitionOf(operation.entity), responses.get(operation.id));
      if ('passes' in sight && sight.passes && !isLastAttempt) busy = sight.because;
      else if (
        (await conclude(contextOf(tx, job, definitionOf, operation), operation, sight)) === 'absentByName'
      )
        absent.push(operation);
    }
  });
  return { ...(busy === undefined ? {} : { busy }), absent };
}
