import { refuse } from './apiError';
import type { EntityDefinition, Neighbours } from './entityDefinition';
import { ENTITIES } from './entities/registry';
import type { Journal } from './journal';
import { checkNumber, createdRow, derived, isMerged, updatedRow } from './rowRules';
import { UNSET, v2Time, type Row } from './wireValues';

/** The records of one organization, and what may be done to them, by a call or by a person. */
export class Books implements Neighbours {
  readonly #rows = new Map<string, Map<string, Row>>();
  /** The active rows of an entity by the field that is unique among them. */
  readonly #holders = new Map<string, Set<string>>();

  constructor(
    readonly organization: string,
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {
    for (const name of [...ENTITIES.keys(), 'BankBalance', 'InvoiceEmail']) this.#rows.set(name, new Map());
  }

  find(entity: string, id: string): Row | undefined {
    return this.#rows.get(entity)?.get(id);
  }

  all(entity: string): Iterable<Row> {
    return this.#rows.get(entity)?.values() ?? [];
  }

  holdersOf(entity: string, value: string): ReadonlySet<string> {
    return this.#holders.get(`${entity} ${value}`) ?? new Set();
  }

  /** Takes a row as it is: from the journal, or from a seed. */
  restore(row: Row): void {
    const [entity, id] = [String(row.entity), String(row.id)];
    const field = ENTITIES.get(entity)?.uniqueWhileActive;
    if (field !== undefined) {
      const before = this.find(entity, id);
      if (before) this.#holders.get(`${entity} ${String(before[field])}`)?.delete(id);
      const key = `${entity} ${String(row[field])}`;
      if (row.isActive === '1') this.#holders.set(key, (this.#holders.get(key) ?? new Set()).add(id));
    }
    this.#rows.get(entity)?.set(id, row);
  }

  /** Answers the row as created: its times carry milliseconds that no later read shows. */
  create(definition: EntityDefinition, sent: Row): Row {
    const now = this.now();
    const row = this.#keep(createdRow(definition, sent, this, now));
    const precise = v2Time(now, 'milliseconds');
    return { ...row, createdTime: precise, updatedTime: precise };
  }

  /** A row of a seed, with its own id, times and other values that callers cannot write, where it names them. */
  plant(definition: EntityDefinition, sent: Row): Row {
    const isOwn = (field: string): boolean =>
      field === 'mergedIntoId' || definition.fields[field]?.isReadOnly === true;
    const entries = Object.entries(sent);
    const rest = Object.fromEntries(entries.filter(([field]) => !isOwn(field)));
    const own = Object.fromEntries(entries.filter(([field]) => isOwn(field)));
    const row = { ...createdRow(definition, rest, this, this.now()), ...own };
    return this.#keep(derived(definition, row, this));
  }

  read(definition: EntityDefinition, id: string): Row {
    const row = this.find(definition.name, id);
    if (!row) throw refuse.notFound();
    return row;
  }

  update(definition: EntityDefinition, sent: Row): Row {
    if (typeof sent.id !== 'string') throw refuse.missingData('id');
    return this.#keep(updatedRow(definition, this.read(definition, sent.id), sent, this, this.now()));
  }

  /** Delete deactivates and undelete reactivates; either may be repeated. */
  setActive(definition: EntityDefinition, id: string, isActive: '1' | '2'): Row {
    const row = this.read(definition, id);
    if (definition.isLasting) throw refuse.badData('isActive', `A ${definition.name} cannot be deleted.`);
    if (isActive === '1' && isMerged(row)) throw refuse.badData('id', 'The record has been merged.');
    if (isActive === '2') definition.checkDelete?.(row);
    checkNumber(definition, { ...row, isActive }, this);
    return this.#keep({ ...row, isActive, updatedTime: v2Time(this.now()) });
  }

  /** Done by a person in the web application: the loser becomes inactive and points to the survivor, its children move. */
  merge(definition: EntityDefinition, from: string, into: string): Row {
    if (from === into) throw refuse.badData('into', 'A record cannot be merged into itself.');
    if (definition.isLasting || !('mergedIntoId' in definition.fields))
      throw refuse.badData('into', `A ${definition.name} cannot be merged.`);
    const loser = this.read(definition, from);
    const survivor = this.read(definition, into);
    const parentField = definition.parentField;
    if ([loser, survivor].some(isMerged)) throw refuse.badData('into', 'The record has been merged.');
    if (parentField && this.#isBelow(definition.name, parentField, survivor, from))
      throw refuse.badData('into', 'A record cannot be merged into one below it.');
    const updatedTime = v2Time(this.now());
    for (const child of parentField ? [...this.all(definition.name)] : []) {
      if (parentField && child[parentField] === from)
        this.#keep({ ...child, [parentField]: into, updatedTime });
    }
    return this.#keep({ ...loser, isActive: '2', mergedIntoId: into, updatedTime });
  }

  /** Keeps a row as it is: what the service itself does to it. */
  put(row: Row): Row {
    return this.#keep(row);
  }

  /** Keeps rows that belong together: a process that is killed has kept all of them or none. */
  putAll(rows: readonly Row[]): void {
    this.journal.append(rows.map((row) => ({ organization: this.organization, row })));
    for (const row of rows) this.restore(row);
  }

  /** What nightly jobs do: a new updatedTime and nothing else. */
  touch(definition: EntityDefinition, ids: readonly string[] | undefined): number {
    const rows = ids ? ids.map((id) => this.read(definition, id)) : [...this.all(definition.name)];
    for (const row of rows) this.#keep({ ...row, updatedTime: v2Time(this.now()) });
    return rows.length;
  }

  toJson(): Record<string, Row[]> {
    return Object.fromEntries([...this.#rows].map(([entity, rows]) => [entity, [...rows.values()]]));
  }

  #isBelow(entity: string, parentField: string, row: Row, ancestor: string): boolean {
    let parent = row[parentField];
    while (typeof parent === 'string' && parent !== UNSET && parent !== ancestor) {
      parent = this.find(entity, parent)?.[parentField];
    }
    return parent === ancestor;
  }

  #keep(row: Row): Row {
    this.journal.append([{ organization: this.organization, row }]);
    this.restore(row);
    return row;
  }
}
