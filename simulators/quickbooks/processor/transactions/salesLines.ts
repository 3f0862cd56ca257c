import { multiplied } from '../../books/money';
import type { Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { inPlace, placed, textOf, type FieldValue, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import { refused } from '../status';
import { idIn } from './accounts';
import { linesIn } from './purchaseLines';
import { isGroupRow, MEMBERS, withAmounts } from './salesAmounts';
import { completedSalesLine, type OfDocument } from './salesLine';

const NEW_LINE = '-1';
const GROUP_NOT_SIMULATED = ['DataExt', 'UnitOfMeasure', 'InventorySiteRef', 'InventorySiteLocationRef'];

/** What the lines of a document are made with. */
export interface LineMaking {
  readonly kind: 'Invoice' | 'CreditMemo';
  /** The model of one line of a Mod. */
  readonly lineMod: readonly Particle[];
  readonly untaxed: Fields | undefined;
  readonly making: Making;
}

/** The rows of a new document, groups expanded, with all amounts; references are resolved. */
export function newSalesRows(given: Fields, of: LineMaking): Fields[] {
  const rows = inPlace([...linesIn(given[`${of.kind}LineAdd`]), ...linesIn(given[`${of.kind}LineGroupAdd`])]);
  return withAmounts(
    rows.map((row) => (isGroupRow(row) ? newGroup(row, of) : newLine(row, of))),
    of.making.context,
  );
}

/**
 * The rows after a Mod: as soon as one line or group is listed, those that are not are gone. Those to keep stand in
 * their stored order, else 3290; -1 makes a new one (qbxml.md §7, InvoiceMod).
 */
export function revisedSalesRows(before: Fields, given: Fields, of: LineMaking): Fields[] {
  const { kind } = of;
  const old = storedRows(before, kind);
  const groups = linesIn(given[`${kind}LineGroupMod`]).map(
    ({ [`${kind}LineMod`]: members, ...row }): Fields => ({ ...row, [MEMBERS]: members ?? [] }),
  );
  const listed = inPlace([...linesIn(given[`${kind}LineMod`]), ...groups]);
  const rows = listed.length === 0 ? old : revised(old, listed, of);
  return withAmounts(rows, of.making.context);
}

/** Rows under the names of the answer. */
export function rowsAsFields(rows: readonly Fields[], kind: LineMaking['kind']): Record<string, FieldValue> {
  const numbered = rows.map((row, index) => placed(row, index));
  const groups = numbered.filter(isGroupRow).map(({ [MEMBERS]: members, ...group }) => ({
    ...group,
    [`${kind}LineRet`]: members ?? [],
  }));
  return {
    [`${kind}LineRet`]: numbered.filter((row) => !isGroupRow(row)),
    [`${kind}LineGroupRet`]: groups,
  };
}

/** The rows that a document has, in their order. */
export function storedRows(fields: Fields, kind: LineMaking['kind']): Fields[] {
  const groups = linesIn(fields[`${kind}LineGroupRet`]).map(
    ({ [`${kind}LineRet`]: members, ...group }): Fields => ({ ...group, [MEMBERS]: members ?? [] }),
  );
  return inPlace([...linesIn(fields[`${kind}LineRet`]), ...groups]);
}

function documentOf({ kind, untaxed, making }: LineMaking): OfDocument {
  return { owner: kind, untaxed, context: making.context };
}

function newLine(line: Fields, of: LineMaking): Fields {
  return completedSalesLine({ line, changes: line, was: undefined }, of.making.ids.next(), documentOf(of));
}

/** A group with the lines that its item has, each so many times as the group is sold. */
function newGroup(row: Fields, of: LineMaking): Fields {
  const { context, ids } = of.making;
  const unfit = GROUP_NOT_SIMULATED.find((name) => row[name] !== undefined);
  if (unfit !== undefined) throw refused.notSimulated(unfit);
  const item = context.books.find('ItemGroup', idIn(row, 'ItemGroupRef') ?? '');
  if (!item) throw refused.missing('ItemGroupRef');
  const times = textOf(row.Quantity) || '1';
  const TxnLineID = ids.next();
  const members = linesIn(item.fields.ItemGroupLine).map((member) => {
    const each = textOf(member.Quantity);
    const line: Fields = {
      ItemRef: member.ItemRef ?? '',
      ...(each === undefined ? {} : { Quantity: multiplied(each, times) }),
    };
    return newLine(line, of);
  });
  return withoutEmpty({
    TxnLineID,
    ItemGroupRef: row.ItemGroupRef ?? '',
    Desc: item.fields.ItemDesc ?? '',
    Quantity: times,
    IsPrintItemsInGroup: item.fields.IsPrintItemsInGroup ?? 'false',
    [MEMBERS]: members,
  });
}

function revised(old: readonly Fields[], listed: readonly Fields[], of: LineMaking): Fields[] {
  let last = -1;
  return listed.map((row) => {
    const id = textOf(row.TxnLineID) ?? '';
    const isGroup = row[MEMBERS] !== undefined;
    if (id === NEW_LINE)
      return isGroup ? newGroup(resolvedGroup(row, of), of) : newLine(resolvedLine(row, of), of);
    const place = old.findIndex((each) => each.TxnLineID === id);
    const was = old[place];
    if (!was || isGroupRow(was) !== isGroup) throw refused.notFound(id);
    if (place <= last) throw refused.linesOutOfOrder();
    last = place;
    return isGroup ? revisedGroup(was, row, of) : revisedLine(was, row, of);
  });
}

function resolvedLine({ TxnLineID: _id, ...asked }: Fields, of: LineMaking, was?: Fields): Fields {
  return resolveReferences(asked, of.lineMod, of.kind, was, of.making.context);
}

function resolvedGroup(row: Fields, { kind, making }: LineMaking): Fields {
  const mod = making.context.transactions.get(kind)?.mod ?? [];
  const name = `${kind}LineGroupMod`;
  const [resolved] = linesIn(
    resolveReferences({ [name]: [row] }, mod, kind, undefined, making.context)[name],
  );
  return resolved ?? row;
}

function revisedLine(was: Fields, row: Fields, of: LineMaking): Fields {
  const changes = resolvedLine(row, of, was);
  const line = laidOver(was, changes, of.lineMod, of.making.context);
  return completedSalesLine({ line, changes, was }, textOf(was.TxnLineID) ?? '', documentOf(of));
}

function revisedGroup(was: Fields, row: Fields, of: LineMaking): Fields {
  const { Quantity, ItemGroupRef } = resolvedGroup(row, of);
  if (textOf(Quantity) !== undefined && Quantity !== was.Quantity)
    throw refused.notSimulated('another quantity of a group that is sold already');
  if (ItemGroupRef !== undefined && idIn({ ItemGroupRef }, 'ItemGroupRef') !== idIn(was, 'ItemGroupRef'))
    throw refused.notSimulated('another item of a group that is sold already');
  const listed = linesIn(row[MEMBERS]);
  const old = linesIn(was[MEMBERS]);
  return { ...was, [MEMBERS]: listed.length === 0 ? old : revised(old, listed, of) };
}
