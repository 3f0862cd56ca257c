import type { CanonicalFields, EntityName } from '../entities/definition';
import type { NewLink } from '../reconcile/plan';
import type { Difference, ShownPlan } from '../reconcile/sincePreview';
import type { CycleState } from './cycles';
import type { Transaction } from './database';
import { queryWholeLists } from './wholeLists';

/** By entity. */
export type Digests = Readonly<Partial<Record<EntityName, string>>>;

/** The latest preview of a company; its operations are rows in `operation` in the state `proposed`. */
export interface Preview {
  readonly cycle: number;
  /** How that cycle ended; `waitingForAccept` is the first one, also after it was accepted. */
  readonly state: CycleState;
  /** By which it was planned. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of the operations of each entity that it showed, in their order; of none where a mass change was shown. */
  readonly digests: Digests;
  /** The sync that came after it. */
  readonly carriedBy: number | null;
}

const columns = `preview.cycle, cycle.state, preview.settings, preview.digests, preview.carried_by as "carriedBy"`;

export async function latestPreview(tx: Transaction, companyId: string): Promise<Preview | undefined> {
  const { rows } = await tx.query<Preview>(
    `select ${columns} from preview join cycle on cycle.company_id = preview.company_id and cycle.number = preview.cycle
     where preview.company_id = $1`,
    [companyId],
  );
  return rows[0];
}

/** It takes the place of the one before. */
export async function savePreview(
  tx: Transaction,
  companyId: string,
  cycle: number,
  settings: Readonly<Record<string, unknown>>,
  digests: Digests = {},
): Promise<void> {
  await tx.query(
    `insert into preview (company_id, cycle, settings, digests) values ($1, $2, $3, $4)
     on conflict (company_id) do update set cycle = $2, settings = $3, digests = $4, carried_by = null`,
    [companyId, cycle, settings, digests],
  );
}

/** A sync plans anew. @returns the preview that nothing has come after yet, as it was. */
export async function carryPreview(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Preview | undefined> {
  const { rows } = await tx.query<Preview>(
    `update preview set carried_by = $2 from cycle
     where preview.company_id = $1 and carried_by is null and cycle.company_id = $1 and cycle.number = preview.cycle
     returning ${columns}`,
    [companyId, cycle],
  );
  return rows[0];
}

/** What it showed is of no more use: nobody may accept it any more. */
export async function forgetPreview(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('delete from preview where company_id = $1', [companyId]);
}

export async function forgetPreviewLinks(tx: Transaction, companyId: string): Promise<void> {
  await tx.query('delete from preview_link where company_id = $1', [companyId]);
}

export async function savePreviewLinks(
  tx: Transaction,
  companyId: string,
  links: readonly NewLink[],
): Promise<void> {
  await tx.query(
    `insert into preview_link (company_id, entity, quickbooks_id, billcom_id, made_by)
     select $1, entity, "quickbooksId", "billcomId", "madeBy"
     from jsonb_to_recordset($2::jsonb) as l(entity text, "quickbooksId" text, "billcomId" text, "madeBy" text)`,
    [companyId, JSON.stringify(links)],
  );
}

/** A pair that would be linked, with what each book says of its half. */
export interface PreviewLink {
  readonly entity: EntityName;
  readonly quickbooksId: string;
  readonly billcomId: string;
  readonly madeBy: NewLink['madeBy'];
  readonly quickbooks: CanonicalFields;
  readonly billcom: CanonicalFields;
}

export async function previewLinks(tx: Transaction, companyId: string): Promise<PreviewLink[]> {
  const { rows } = await queryWholeLists<PreviewLink>(
    tx,
    `select l.entity, l.quickbooks_id as "quickbooksId", l.billcom_id as "billcomId", l.made_by as "madeBy",
       coalesce(q.fields, '{}') as quickbooks, coalesce(b.fields, '{}') as billcom
     from preview_link l
       left join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = l.entity and q.id = l.quickbooks_id
       left join record b on b.company_id = $1 and b.book = 'billcom' and b.entity = l.entity and b.id = l.billcom_id
     where l.company_id = $1 order by l.entity, lower(q.fields ->> 'name'), l.quickbooks_id`,
    [companyId],
  );
  return rows;
}

/** The pairs that would be linked, by the name that QuickBooks has. */
export async function shownLinks(tx: Transaction, companyId: string): Promise<ShownPlan['links'][number][]> {
  const { rows } = await queryWholeLists<ShownPlan['links'][number]>(
    tx,
    `select l.entity, l.quickbooks_id as "quickbooksId", l.billcom_id as "billcomId",
       coalesce(q.fields ->> 'name', l.quickbooks_id) as name
     from preview_link l
       left join record q on q.company_id = $1 and q.book = 'quickbooks' and q.entity = l.entity and q.id = l.quickbooks_id
     where l.company_id = $1 order by l.entity, lower(q.fields ->> 'name'), l.quickbooks_id`,
    [companyId],
  );
  return rows;
}

export async function insertDifferences(
  tx: Transaction,
  companyId: string,
  cycle: number,
  differences: readonly Difference[],
): Promise<void> {
  await tx.query(
    `insert into preview_difference (company_id, cycle, position, change, action, entity, book, record_id, record_name, fields, because)
     select $1, $2, place, change, action, entity, book, "recordId", "recordName", fields, because
     from jsonb_to_recordset($3::jsonb) as d(place int, change text, action text, entity text, book text, "recordId" text,
       "recordName" text, fields jsonb, because text)`,
    [companyId, cycle, JSON.stringify(differences.map((each, place) => ({ ...each, place })))],
  );
}

/** What a cycle did otherwise than the preview that it carried out. */
export async function differencesOf(
  tx: Transaction,
  companyId: string,
  cycle: number,
): Promise<Difference[]> {
  const { rows } = await tx.query<Difference>(
    `select change, action, entity, book, record_id as "recordId", record_name as "recordName", fields, because
     from preview_difference where company_id = $1 and cycle = $2 order by position`,
    [companyId, cycle],
  );
  return rows;
}
