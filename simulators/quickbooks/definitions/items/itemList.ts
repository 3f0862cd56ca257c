import {
  flag,
  group,
  guid,
  integer,
  oneOf,
  required,
  since,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { fullName, sublevel } from '../../processor/derivations';
import type { ListDefinition } from '../listDefinition';
import { classFilter, dataExtRet, isActive, listHead, modHead } from '../parts';
import { classRef, parentRef } from './itemParts';

const name = text('Name', 31);
const barCode = since(
  '12.0',
  group('BarCode', [text('BarCodeValue', 50), flag('AssignEvenIfUsed'), flag('AllowOverride')]),
);
const specialItemType = oneOf('SpecialItemType', [
  'FinanceCharge',
  'ReimbursableExpenseGroup',
  'ReimbursableExpenseSubtotal',
]);
const externalGuid = guid('ExternalGUID');

/** What a kind of item has beside what all of them have, in the places where the schema puts it. */
export interface ItemKind {
  readonly list: string;
  /** Its entries have parents of their own kind. */
  readonly isTree: boolean;
  readonly hasClass: boolean;
  /** QuickBooks makes some of them itself. */
  readonly maySpecial?: boolean;
  /** After IsActive; class and parent, whose order is not the same everywhere, included. */
  readonly add: readonly Particle[];
  readonly mod: readonly Particle[];
  /** In answers, after class, parent and level. */
  readonly ret: readonly ElementRule[];
  /** The items that it is made of: at the end of all three. */
  readonly lines?: { readonly add: ElementRule; readonly mod: Particle; readonly ret: ElementRule };
  readonly defaults?: Fields;
  readonly keep?: (given: Fields) => Fields;
  readonly check?: NonNullable<ListDefinition['check']>;
}

/** The definition of a kind of item. All kinds share one space of names. */
export function itemList(kind: ItemKind): ListDefinition {
  const { list, isTree, lines } = kind;
  return {
    list,
    booksKey: 'items',
    isTree,
    ...(isTree ? { fullNameLength: 159 } : {}),
    add: [required(name), barCode, isActive, ...kind.add, externalGuid, ...(lines ? [lines.add] : [])],
    mod: [...modHead, name, barCode, isActive, ...kind.mod, ...(lines ? [lines.mod] : [])],
    ret: [
      ...listHead,
      name,
      ...(isTree ? [text('FullName', 159)] : []),
      since('12.0', text('BarCodeValue', 50)),
      isActive,
      ...(kind.hasClass ? [classRef] : []),
      ...(isTree ? [parentRef(list), integer('Sublevel')] : []),
      ...kind.ret,
      ...(kind.maySpecial ? [specialItemType] : []),
      externalGuid,
      ...(lines ? [lines.ret] : []),
      dataExtRet,
    ],
    query: { hasIterator: true, moreFilters: kind.hasClass ? [classFilter] : [] },
    defaults: { IsActive: 'true', ...kind.defaults },
    ...(isTree ? { derive: { FullName: fullName, Sublevel: sublevel } } : {}),
    keep: (given) => withoutOrders(withBarCode(kind.keep ? kind.keep(given) : given)),
    takesDataExt: true,
    ...(kind.check ? { check: kind.check } : {}),
  };
}

/** A bar code is given as a group and kept as its value. */
function withBarCode({ BarCode, ...rest }: Fields): Fields {
  const value = textOf(groupOf(BarCode)?.BarCodeValue);
  return value === undefined ? rest : { ...rest, BarCodeValue: value };
}

/** What a Mod orders beside the values: no transactions are here that it could change. */
function withoutOrders(given: Fields): Fields {
  const kept = Object.entries(given).filter(
    ([field]) => field !== 'ForceUOMChange' && !/^Apply\w+RefToExistingTxns$/.test(field),
  );
  return Object.fromEntries(
    kept.map(([field, value]) => {
      const side = /^Sales(And|Or)Purchase$/.test(field) ? groupOf(value) : undefined;
      return [field, side ? withoutOrders(side) : value];
    }),
  );
}
