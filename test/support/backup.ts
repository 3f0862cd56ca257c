import type { World } from './world';

/**
 * A backup of a world's database: all rows as they were, and the sequences that number new ones. Restoring it is what a
 * person does who stops worker and gateway, puts the dump of last night back, and starts them again.
 */
export interface Backup {
  restore(): Promise<void>;
}

interface Table {
  readonly name: string;
  readonly columns: string;
}

const tablesSql = `select quote_ident(c.relname) as name,
        string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
  group by c.relname order by c.relname`;

export async function backUp(world: World, name: string): Promise<Backup> {
  const { database } = world;
  const { tables, sequences } = await database.asSystem(async (tx) => {
    const { rows: found } = await tx.query<Table>(tablesSql);
    await tx.query(`create schema ${name}`);
    for (const table of found)
      await tx.query(`create table ${name}.${table.name} as table public.${table.name}`);
    const { rows } = await tx.query<{ name: string; last: string | null }>(
      `select quote_ident(sequencename) as name, last_value as last from pg_sequences where schemaname = 'public'`,
    );
    return { tables: found, sequences: rows };
  });
  return {
    restore: () =>
      database.asSystem(async (tx) => {
        // As pg_restore does: rows are put back as they are, whatever triggers and references say in between.
        await tx.query('set local session_replication_role = replica');
        for (const table of tables) await tx.query(`delete from public.${table.name}`);
        for (const table of tables)
          await tx.query(
            `insert into public.${table.name} (${table.columns}) overriding system value
             select ${table.columns} from ${name}.${table.name}`,
          );
        for (const sequence of sequences)
          await tx.query(`select setval('public.${sequence.name}', $1, $2)`, [
            sequence.last ?? '1',
            sequence.last !== null,
          ]);
      }),
  };
}
