import type { Book, EntityName } from '../entities/definition';
import type { ProposedPair } from '../reconcile/plan';
import type { Transaction } from './database';

/** A pair that may be the same thing, with the number by which people name it. */
export interface OpenProposal extends ProposedPair {
  readonly number: number;
  readonly entity: EntityName;
  readonly openedCycle: number;
}

/** Stores all proposals of an entity: those that are not among them any more are closed, numbers stay. */
export async function storeProposals(
  tx: Transaction,
  companyId: string,
  cycle: number,
  entity: EntityName,
  proposals: readonly ProposedPair[],
): Promise<void> {
  await tx.query(
    `with given as (
       select * from jsonb_to_recordset($4::jsonb) as g(place int, "quickbooksId" text, "billcomId" text, names jsonb, score int, evidence text[])
     ), closed as (
       update proposal set closed_at = now()
       where company_id = $1 and entity = $3 and closed_at is null
         and not exists (select from given where "quickbooksId" = quickbooks_id and "billcomId" = billcom_id)
     )
     insert into proposal (company_id, entity, quickbooks_id, billcom_id, names, score, evidence, opened_cycle, number)
     select $1, $3, "quickbooksId", "billcomId", given.names, given.score, given.evidence, $2,
       coalesce(known.number, (select coalesce(max(number), 0) from proposal where company_id = $1)
         + row_number() over (partition by known.number is null order by place))
     from given left join proposal known
       on known.company_id = $1 and known.entity = $3 and known.quickbooks_id = "quickbooksId" and known.billcom_id = "billcomId"
     on conflict (company_id, entity, quickbooks_id, billcom_id) do update
       set names = excluded.names, score = excluded.score, evidence = excluded.evidence, closed_at = null`,
    [companyId, cycle, entity, JSON.stringify(proposals.map((each, place) => ({ ...each, place })))],
  );
}

/** The proposals that wait for a decision, the likeliest first. */
export async function openProposals(tx: Transaction, companyId: string): Promise<OpenProposal[]> {
  const { rows } = await tx.query<OpenProposal>(
    `select number, entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId", names, score, evidence,
       opened_cycle as "openedCycle"
     from proposal where company_id = $1 and closed_at is null order by entity, score desc, number`,
    [companyId],
  );
  return rows;
}

/** The pairs that a record may be a part of, the likeliest first. @param ids of the record, in the books that have it */
export async function pairsWith(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  ids: Readonly<Partial<Record<Book, string>>>,
): Promise<OpenProposal[]> {
  const { rows } = await tx.query<OpenProposal>(
    `select number, entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId", names, score, evidence,
       opened_cycle as "openedCycle"
     from proposal where company_id = $1 and closed_at is null and entity = $2 and (quickbooks_id = $3 or billcom_id = $4)
     order by score desc, number`,
    [companyId, entity, ids.quickbooks ?? null, ids.billcom ?? null],
  );
  return rows;
}

/** Decided: it is not listed any more, whatever the next cycle finds. */
export async function closeProposals(
  tx: Transaction,
  companyId: string,
  entity: EntityName,
  quickbooksId: string,
  billcomId: string,
): Promise<void> {
  await tx.query(
    `update proposal set closed_at = now()
     where company_id = $1 and entity = $2 and quickbooks_id = $3 and billcom_id = $4 and closed_at is null`,
    [companyId, entity, quickbooksId, billcomId],
  );
}

export interface ListedLink {
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly names: Readonly<Record<Book, string | null>>;
  readonly madeBy: 'match' | 'create' | 'person';
  readonly since: Date;
}

/** The links of a company with the names of their records. @param entity only this one. */
export async function listLinks(
  tx: Transaction,
  companyId: string,
  entity: EntityName | undefined,
): Promise<ListedLink[]> {
  const { rows } = await tx.query<ListedLink>(
    `select link.entity, quickbooks_id as "quickbooksId", billcom_id as "billcomId", made_by as "madeBy", created_at as since,
       json_build_object('quickbooks', q.fields ->> 'name', 'billcom', b.fields ->> 'name') as names
     from link
       left join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = link.entity and q.id = quickbooks_id
       left join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = link.entity and b.id = billcom_id
     where link.company_id = $1 and ($2::text is null or link.entity = $2)
     order by link.entity, lower(q.fields ->> 'name'), quickbooks_id`,
    [companyId, entity ?? null],
  );
  return rows;
}
