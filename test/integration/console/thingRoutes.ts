import { decidingOf, seeingOf, undoingOf, type CapabilityName } from '../../../src/access/capabilities';
import type { EntityName } from '../../../src/entities/definition';
import { plans, roles } from '../../../src/ledger/users';
import type { ConsoleScene } from './scene';

/** The routes of one company that name a thing in it, with what each takes; and the things. */

export const standings = roles.flatMap((role) => plans.map((plan) => ({ role, plan })));
export type Standing = (typeof standings)[number];

/** One kind of record of each side. */
export const sides: readonly EntityName[] = ['vendor', 'bill', 'billPayment', 'invoice'];

/** The things of one side in one company, by their ids. */
export interface Things {
  readonly entity: EntityName;
  readonly record: string;
  readonly hold: string;
  readonly operation: string;
  /** Of a pair that may be the same. */
  readonly number: string;
  /** Of a cycle that was a preview. */
  readonly cycle: string;
}

export interface Asked {
  readonly url: string;
  readonly body?: Readonly<Record<string, string>>;
}

/** A route that names a thing. */
export interface Route {
  readonly ask: (things: Things) => Asked;
  /** What it takes for a thing of this kind, all of it. */
  readonly takes: (entity: EntityName) => readonly CapabilityName[];
  /** What else it takes, where a capability does not say it. */
  readonly also?: (standing: Standing) => boolean;
  /** It answers with the part that the plan shows, so that a side is never refused. */
  readonly isPart?: boolean;
}

const record = ({ entity, record: id }: Things): string => `records/${entity}/quickbooks/${id}`;
const seesHold = (entity: EntityName): CapabilityName[] => ['seeHolds', seeingOf(entity)];
const decides = (entity: EntityName): CapabilityName[] => [...seesHold(entity), decidingOf(entity)];
/** What these things do not ask for: whoever may ask is told so, and nothing is changed by it. */
const notThisWay = { choice: 'again' };

export const named: Readonly<Record<string, Route>> = {
  'GET records/:entity/:book/:id': { ask: (it) => ({ url: record(it) }), takes: seesHold },
  'POST records/:entity/:book/:id/left-out': {
    // It is in both books, and nothing that is can be left out.
    ask: (it) => ({ url: `${record(it)}/left-out?preview=2`, body: { leave: 'out' } }),
    takes: decides,
  },
  'GET records/:entity/:book/:id/left-out': {
    ask: (it) => ({ url: `${record(it)}/left-out` }),
    takes: decides,
  },
  'GET records/:entity/:book/:id/choose': {
    ask: (it) => ({ url: `${record(it)}/choose?for=twin` }),
    takes: decides,
  },
  'POST records/:entity/:book/:id/stands-for': {
    // None of these is never made in QuickBooks, and only such a thing stands for another.
    ask: (it) => ({ url: `${record(it)}/stands-for`, body: { entity: 'item', record: 'Q1' } }),
    takes: decides,
  },
  'POST records/:entity/:book/:id/twin': {
    // It has its twin already.
    ask: (it) => ({ url: `${record(it)}/twin`, body: { record: it.record.replace(/Q$/, 'B') } }),
    takes: decides,
  },
  'POST holds/:hold/decision': {
    ask: ({ hold }) => ({ url: `holds/${hold}/decision`, body: notThisWay }),
    takes: decides,
  },
  'POST proposals/:number/decision': {
    ask: ({ number }) => ({ url: `proposals/${number}/decision`, body: { choice: 'different' } }),
    takes: decides,
  },
  'GET writes/:operation': {
    ask: ({ operation }) => ({ url: `writes/${operation}` }),
    takes: (entity) => ['seeWrites', seeingOf(entity)],
  },
  'GET history/:cycle': {
    ask: ({ cycle }) => ({ url: `history/${cycle}` }),
    takes: () => ['seeCompany'],
    isPart: true,
  },
  'GET cycles/:cycle': {
    ask: ({ cycle }) => ({ url: `cycles/${cycle}` }),
    takes: () => ['seeCompany'],
    isPart: true,
  },
  'GET previews/:cycle': {
    ask: ({ cycle }) => ({ url: `previews/${cycle}` }),
    takes: () => ['seeHolds'],
    isPart: true,
  },
  'GET previews/:cycle/download/:format': {
    ask: ({ cycle }) => ({ url: `previews/${cycle}/download/csv` }),
    takes: () => ['seeHolds'],
    isPart: true,
  },
  'POST previews/:cycle/accept': {
    ask: ({ cycle }) => ({ url: `previews/${cycle}/accept` }),
    takes: () => ['accept'],
    // It has things of every side.
    also: ({ plan }) => plan === 'both',
    isPart: true,
  },
  'POST emails/:invoice/went-out': {
    ask: ({ record: id }) => ({ url: `emails/${id}/went-out` }),
    takes: () => ['sendInvoices'],
    isPart: true,
  },
};

/** Routes that are told in their query or form which side they are about. */
export const told: Readonly<Record<string, Route>> = {
  'GET undo': {
    ask: ({ operation }) => ({ url: `undo?operation=${operation}` }),
    takes: (entity) => ['seeWrites', seeingOf(entity)],
  },
  'POST undo': {
    ask: ({ operation }) => ({ url: 'undo', body: { operation, because: 'a test', shown: '' } }),
    takes: (entity) => ['undoLists', seeingOf(entity), undoingOf(entity)],
  },
};

/** A record of both books, a hold, a write, a pair to be judged and a part of a preview, of each side. */
export async function fillThings(
  { rows }: ConsoleScene,
  company: string,
  word: string,
  cycle: number,
): Promise<Things[]> {
  await rows(
    `insert into cycle (company_id, number, mode, state, requested_by, started_at, ended_at)
     values ($1, 1, 'sync', 'ended', 'Tieout', now(), now()), ($1, $2, 'preview', 'waitingForAccept', 'Tieout', now(), now())`,
    [company, cycle],
  );
  await rows(
    `update company set next_cycle = $2 + 1, accepted_at = null, settings = settings || '{"receivables": "on"}' where id = $1`,
    [company, cycle],
  );
  await rows(
    `insert into preview (company_id, cycle, settings) select id, $2, settings from company where id = $1`,
    [company, cycle],
  );
  const made: Things[] = [];
  for (const [index, entity] of sides.entries()) {
    const [quickbooks, billcom] = [`${word}-${entity}-Q`, `${word}-${entity}-B`];
    const name = `${word} ${entity}`;
    await rows(
      `insert into record (company_id, book, entity, id, fields, changed)
       select $1, book, $2, case book when 'quickbooks' then $3 else $4 end, $5, false from unnest(array['quickbooks', 'billcom']) book`,
      [company, entity, quickbooks, billcom, { name }],
    );
    await rows(
      `insert into link (company_id, entity, quickbooks_id, billcom_id, made_by, cycle, quickbooks_base, billcom_base)
       values ($1, $2, $3, $4, 'create', 1, $5, $5)`,
      [company, entity, quickbooks, billcom, { name }],
    );
    const [hold] = await rows(
      `insert into hold (company_id, entity, book, record_id, cause, field, record_name, sentence, cure, release, detail, opened_cycle)
       values ($1, $2, 'quickbooks', $3, 'conflict', 'memo', $4, 'It is held.', 'Decide.', '{"when": "decision"}', '{"quickbooks": "1", "billcom": "2"}', 1)
       returning id`,
      [company, entity, quickbooks, name],
    );
    const number = cycle * 100 + index;
    await rows(
      `insert into proposal (company_id, entity, quickbooks_id, billcom_id, number, names, score, evidence, opened_cycle)
       values ($1, $2, $3, $4, $5, $6, 80, '{"the same phone"}', 1)`,
      [company, entity, `${quickbooks}2`, `${billcom}2`, number, { quickbooks: name, billcom: name }],
    );
    const written = (state: string, at: number, target: string | null): Promise<{ id: string }[]> =>
      rows(
        `insert into operation (company_id, cycle, state, entity, book, action, phase, record_id, source_id, fields, awaits, source_base)
         values ($1, $2, $3, $4, 'quickbooks', 'create', 'write', $5, $6, $7, '{}', '{}') returning id`,
        [company, at, state, entity, target, target === null ? `${billcom}3` : billcom, { name }],
      );
    const [operation] = await written('applied', 1, quickbooks);
    await written('proposed', cycle, null);
    made.push({
      entity,
      record: quickbooks,
      hold: String(hold.id),
      operation: String(operation?.id),
      number: String(number),
      cycle: String(cycle),
    });
  }
  return made;
}
