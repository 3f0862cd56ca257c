import { loadLinks } from '../../src/ledger/links';
import { latestCycles } from '../../src/ledger/cycles';
import { openDatabase, type Transaction } from '../../src/ledger/database';
import { operationsOfCycle } from '../../src/ledger/operations';
import { createSealer } from '../../src/ledger/sealed';
import { entities, type AuditRow, type Evidence } from '../checks/evidence';
import type { TieOutDocument } from '../checks/documents';
import { company, secondCompany } from '../data/company';
import type { CompanyDocument, HoldDocument } from './documents';
import type { Stage } from './stage';

const DOCUMENTS = [
  'bill',
  'vendorCredit',
  'billPayment',
  'fundsTransfer',
  'invoice',
  'creditMemo',
  'receivedPayment',
] as const;

/** What “tieout report” says of both ledgers. */
export interface TieOuts {
  readonly ap: TieOutDocument;
  readonly ar: TieOutDocument;
}

/** Books and logs from the simulators, the rest from Tieout's ledger: read only. */
export async function gatherEvidence(
  stage: Stage,
  holds: readonly HoldDocument[],
  tieOut: TieOuts,
): Promise<Evidence> {
  const { simulators, stack } = stage;
  const second = await addSecondCompany(stage);
  const sealer = createSealer([Buffer.from(stack.env.TIEOUT_SECRET_KEY, 'base64')]);
  const database = openDatabase({ url: stack.env.DATABASE_URL, sealer, connections: 2 });
  try {
    const { id } = stage.company;
    const ledger = await database.inCompany(id, async (tx) => {
      const cycles = await latestCycles(tx, id, 1_000);
      const operations = [];
      for (const cycle of cycles) operations.push(...(await operationsOfCycle(tx, id, cycle.number)));
      const links = [];
      for (const entity of entities)
        links.push(...(await loadLinks(tx, id, entity)).map((link) => ({ ...link, entity })));
      const documents = [];
      for (const entity of DOCUMENTS) documents.push(...(await loadLinks(tx, id, entity)));
      return { operations, links, documents, audit: await auditRows(tx, id) };
    });
    const { documents, ...rest } = ledger;
    return {
      ...rest,
      atStart: stage.atStart,
      afterFirstSync: stage.afterFirstSync,
      now: await simulators.books(),
      edits: stage.edits,
      accepted: stage.accepted,
      holds,
      quickbooksLog: await simulators.quickbooksLog(),
      billcomLog: await simulators.billcomLog(),
      seenByOthers: await database.inCompany(second, (tx) => rowsSeen(tx, id)),
      payables: {
        atStart: stage.payablesAtStart,
        now: await simulators.payables(),
        links: [...rest.links, ...documents],
        holds,
        tieOut: tieOut.ap,
      },
      receivables: {
        atStart: stage.receivablesAtStart,
        now: await simulators.receivables(),
        since: stage.receivablesSince,
        links: [...rest.links, ...documents],
        holds,
        tieOut: tieOut.ar,
      },
    };
  } finally {
    await database.end();
  }
}

async function auditRows(tx: Transaction, companyId: string): Promise<AuditRow[]> {
  const { rows } = await tx.query<AuditRow>(
    `select operation_id as "operationId", book, entity, record_id as "recordId" from audit where company_id = $1`,
    [companyId],
  );
  return rows;
}

async function addSecondCompany({ tieout, simulators, folder }: Stage): Promise<string> {
  const { billcomUrl } = simulators;
  const { id } = await tieout.run<CompanyDocument>(
    [
      ...[
        'company',
        'add',
        '--name',
        secondCompany.name,
        '--zone',
        company.zone,
        '--organization',
        secondCompany.organization,
      ],
      ...['--billcom-v2-url', `${billcomUrl}/api/v2`, '--billcom-v3-url', `${billcomUrl}/connect/v3`],
      ...['--user', company.user, '--secrets-stdin', '--qwc', `${folder}/somebody-else.qwc`, '--json'],
    ],
    { input: JSON.stringify({ devKey: company.devKey, password: company.password }) },
  );
  return id;
}

/** How many rows of one company a transaction of another one sees. */
async function rowsSeen(tx: Transaction, companyId: string): Promise<Record<string, number>> {
  const { rows } = await tx.query<{ name: string; rows: number }>(
    `select 'record' as name, count(*)::int as rows from record where company_id = $1
     union all select 'link', count(*)::int from link where company_id = $1
     union all select 'operation', count(*)::int from operation where company_id = $1
     union all select 'hold', count(*)::int from hold where company_id = $1
     union all select 'cycle', count(*)::int from cycle where company_id = $1
     union all select 'exchange', count(*)::int from exchange where company_id = $1
     union all select 'audit', count(*)::int from audit where company_id = $1
     union all select 'tie_out', count(*)::int from tie_out where company_id = $1
     union all select 'tie_out_difference', count(*)::int from tie_out_difference where company_id = $1
     union all select 'company', count(*)::int from company where id = $1`,
    [companyId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}
