import type { Fields } from '../language/fields';
import type { Change } from './changes';
import { NameIndex } from './nameIndex';
import type { DataExtDefinition, DataExtValue, DeletedEntry, ListRecord, StoredAnswer } from './records';
import { TransactionBook } from './transactions';
import { parentIdOf } from './tree';

/** The content of a company file in memory. It changes only by applying changes that the journal holds. */
export class Books {
  company: Fields = {};
  companyDataExt: readonly DataExtValue[] = [];
  preferences: Fields = {};
  readonly dataExtDefinitions: DataExtDefinition[] = [];
  readonly deleted: DeletedEntry[] = [];
  readonly storedAnswers = new Map<string, StoredAnswer>();
  readonly names = new NameIndex();
  readonly transactions = new TransactionBook();
  readonly #lists = new Map<string, Map<string, ListRecord>>();
  readonly #children = new Map<string, Set<string>>();
  #lastNumber = new Map<string, number>();

  /** Applies one change. */
  apply(change: Change): void {
    switch (change.do) {
      case 'put':
        return this.#put(change.record);
      case 'drop':
        return this.#drop(change.list, change.id);
      case 'noteDeleted':
        this.deleted.push(change.entry);
        return;
      case 'putTransaction':
        return this.transactions.put(change.record);
      case 'dropTransaction':
        return this.transactions.drop(change.id);
      case 'noteTransactionDeleted':
        this.transactions.deleted.push(change.entry);
        return;
      case 'link':
        return this.transactions.link(change.link);
      case 'unlink':
        return this.transactions.unlink(change.link);
      case 'setCompany':
        this.company = change.fields;
        return;
      case 'setPreferences':
        this.preferences = change.fields;
        return;
      case 'setCompanyDataExt':
        this.companyDataExt = change.values;
        return;
      case 'defineDataExt':
        this.dataExtDefinitions.push(change.definition);
        return;
      case 'storeAnswer':
        this.storedAnswers.set(change.answer.id, change.answer);
        return;
      case 'forgetAnswer':
        this.storedAnswers.delete(change.id);
        return;
      case 'forgetAllAnswers':
        this.storedAnswers.clear();
        return;
    }
  }

  /** All entries of a list in the order of their creation. */
  entries(list: string): ListRecord[] {
    return [...(this.#lists.get(list)?.values() ?? [])];
  }

  /** The entry with that ListID in that list. */
  find(list: string, id: string): ListRecord | undefined {
    return this.#lists.get(list)?.get(id);
  }

  /** The entry with that ListID in any of these lists. */
  findIn(lists: readonly string[], id: string): ListRecord | undefined {
    for (const list of lists) {
      const found = this.find(list, id);
      if (found) return found;
    }
    return undefined;
  }

  /** The entries directly below this one. */
  childrenOf(record: ListRecord): ListRecord[] {
    const ids = this.#children.get(childrenKey(record.list, record.id)) ?? new Set<string>();
    return [...ids].flatMap((id) => this.find(record.list, id) ?? []);
  }

  /** Every entry of every list. */
  everyEntry(): ListRecord[] {
    return [...this.#lists.values()].flatMap((list) => [...list.values()]);
  }

  /** The number that the next new entry of this counter gets; numbers are never used again. */
  nextNumber(counter: string): number {
    return (this.#lastNumber.get(counter) ?? 0) + 1;
  }

  #put(record: ListRecord): void {
    const list = this.#lists.get(record.list) ?? new Map<string, ListRecord>();
    this.#lists.set(record.list, list);
    const before = list.get(record.id);
    if (before) this.#unindex(before);
    list.set(record.id, record);
    this.names.add(record);
    const parent = parentIdOf(record);
    if (parent !== undefined) {
      const key = childrenKey(record.list, parent);
      const siblings = this.#children.get(key) ?? new Set<string>();
      this.#children.set(key, siblings.add(record.id));
    }
    this.#countUp(record);
  }

  #drop(list: string, id: string): void {
    const record = this.find(list, id);
    if (!record) return;
    this.#unindex(record);
    this.#lists.get(list)?.delete(id);
  }

  #unindex(record: ListRecord): void {
    this.names.remove(record);
    const parent = parentIdOf(record);
    if (parent !== undefined) this.#children.get(childrenKey(record.list, parent))?.delete(record.id);
  }

  #countUp(record: ListRecord): void {
    const counter = this.names.spaceOf(record.list);
    const number = Number.parseInt(record.id.slice(1, 8), 16);
    if (number > (this.#lastNumber.get(counter) ?? 0)) this.#lastNumber.set(counter, number);
  }
}

function childrenKey(list: string, id: string): string {
  return `${list} ${id}`;
}
