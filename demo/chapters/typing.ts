import type { BillcomRow, Book, Edit, Entity, QuickBooksRow } from '../checks/evidence';
import type { Simulators } from '../world/simulators';

/** A person at either book. What was typed is noted, so that the proof at the end knows who changed what. */
export class Person {
  readonly edits: Edit[] = [];

  constructor(private readonly simulators: Simulators) {}

  /**
   * Changes an entry in QuickBooks.
   * @param elements the new values as qbXML has them in the Mod, by element; those of a group as one text of elements
   * @param fields what that changes of the entry, where the Mod calls it otherwise
   */
  async changeInQuickBooks(
    list: string,
    entity: Entity,
    row: QuickBooksRow,
    elements: Readonly<Record<string, string>>,
    words: string,
    fields: readonly string[] = Object.keys(elements),
  ): Promise<void> {
    const xml = Object.entries(elements).map(([name, value]) => `<${name}>${value}</${name}>`);
    await this.simulators.typeInQuickBooks(
      `<${list}ModRq requestID="1"><${list}Mod><ListID>${row.ListID}</ListID><EditSequence>${String(row.EditSequence)}</EditSequence>` +
        `${xml.join('')}</${list}Mod></${list}ModRq>`,
    );
    this.#note('quickbooks', entity, row.ListID, fields, words);
  }

  async addVendorInQuickBooks(name: string, phone: string): Promise<void> {
    await this.simulators.typeInQuickBooks(
      `<VendorAddRq requestID="1"><VendorAdd><Name>${name}</Name><CompanyName>${name}</CompanyName><Phone>${phone}</Phone></VendorAdd></VendorAddRq>`,
    );
    const { quickbooks } = await this.simulators.books();
    const added = quickbooks.vendor.find((each) => each.Name === name) as QuickBooksRow;
    this.#note('quickbooks', 'vendor', added.ListID, [], `a new vendor, “${name}”`);
  }

  async changeInBillcom(
    object: string,
    entity: Entity,
    row: BillcomRow,
    fields: Readonly<Record<string, string>>,
    words: string,
  ): Promise<void> {
    await this.simulators.typeInBillcom('update', { entity: object, obj: { id: row.id, ...fields } });
    this.#note('billcom', entity, row.id, Object.keys(fields), words);
  }

  /** @param words '' when it is told with others like it */
  async addInBillcom(object: string, entity: Entity, obj: object, words: string): Promise<BillcomRow> {
    const row = await this.simulators.typeInBillcom('create', { entity: object, obj });
    this.#note('billcom', entity, row.id, [], words);
    return row;
  }

  #note(book: Book, entity: Entity, id: string, fields: readonly string[], words: string): void {
    this.edits.push({ book, entity, id, fields, words });
  }
}
