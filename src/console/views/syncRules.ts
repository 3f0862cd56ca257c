import type { EntityDefinition, Flows } from '../../entities/definition';

/** What goes which way and which side owns what, asked of the definitions themselves. Pure. */

export interface SyncTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Row = readonly string[];
const yesOrNo = (answer: boolean): string => (answer ? 'yes' : 'no');

const policies = { quickbooks: 'QuickBooks', billcom: 'Bill.com', ask: 'a person is asked' } as const;
const spaces = {
  ownParent: 'among the entries of one parent',
  names: 'among vendors, customers, employees and other names; below a parent, among its own',
  none: 'or more often: a number is no proof',
} as const;

/** Which way each list goes, exceptions in rows of their own. */
export function waysOf(
  definitions: readonly EntityDefinition[],
  conflictOf: (definition: EntityDefinition) => keyof typeof policies = ({ conflict }) => conflict,
): SyncTable {
  const rows = definitions.flatMap((definition): Row[] => {
    const rest = [
      policies[conflictOf(definition)],
      `${definition.quickbooks.nameMax} characters, once ${spaces[definition.nameSpace]}`,
    ];
    const row = (words: { many: string }, flows: Flows): Row => [
      words.many,
      definition.isOff ? 'switched off' : yesOrNo(flows.quickbooksToBillcom),
      definition.isOff ? 'switched off' : yesOrNo(flows.billcomToQuickbooks),
      ...rest,
    ];
    const others = (definition.exceptions ?? []).filter(
      ({ flows }) => flows.quickbooksToBillcom || flows.billcomToQuickbooks,
    );
    return [row(definition.words, definition.flows), ...others.map(({ words, flows }) => row(words, flows))];
  });
  return {
    columns: [
      'list',
      'QuickBooks → Bill.com',
      'Bill.com → QuickBooks',
      'both changed a field: this one counts',
      'names in QuickBooks',
    ],
    rows,
  };
}

/** Whose a document is, in both modes of bill sync, and what becomes of it when it is gone from Bill.com. */
export function ownersOf(off: readonly EntityDefinition[], on: readonly EntityDefinition[]): SyncTable {
  const isEdited = ({ flows, billcom }: EntityDefinition): boolean =>
    flows.quickbooksToBillcom && billcom.canChange !== false;
  const ownerOf = (definition: EntityDefinition, other: EntityDefinition): string =>
    definition.changedIn === 'quickbooks'
      ? 'the book that makes it; QuickBooks once it is in both'
      : isEdited(other)
        ? 'Bill.com; both books with 2-way bill sync'
        : 'Bill.com';
  const isDeletedToo = ({ document, flows }: EntityDefinition): boolean =>
    document?.undoneWithTwin?.billcom !== undefined && flows.quickbooksToBillcom;
  const edit = 'an edit of one that came from Bill.com is listed, and kept or restored';
  const inQuickBooks = (definition: EntityDefinition): string =>
    isEdited(definition)
      ? 'goes to Bill.com'
      : definition.flows.quickbooksToBillcom
        ? `a new one is offered to be recorded in Bill.com as an outside payment (\`outsidePayments\`); ${edit}`
        : `stays there; ${edit}`;
  const rows = off.flatMap((definition): Row[] => {
    const other = on.find(({ name }) => name === definition.name);
    if (!definition.document || !other) return [];
    const { flows, words } = definition;
    if (!flows.quickbooksToBillcom && !flows.billcomToQuickbooks)
      return [
        [
          words.many,
          'each book its own',
          'stays there',
          'stays there',
          'stays there',
          'stays in QuickBooks; the tie-out names it',
          'stays in Bill.com; the tie-out names it',
        ],
      ];
    return [
      [
        definition.words.many,
        ownerOf(definition, other),
        definition.changedIn === 'quickbooks'
          ? 'a new one goes to QuickBooks; an edit of one that is in both is listed, and restored or kept'
          : definition.flows.billcomToQuickbooks
            ? 'goes to QuickBooks'
            : 'stays there',
        inQuickBooks(definition),
        inQuickBooks(other),
        definition.document.undoneWithTwin?.quickbooks
          ? `is ${definition.quickbooks.undoneBy === 'delete' ? 'deleted' : 'made void'} in QuickBooks${other.billcom.ownCall && other.flows.quickbooksToBillcom ? '; an outside payment stays there, and is listed' : ''}`
          : 'stays in QuickBooks, and is listed',
        isDeletedToo(definition)
          ? 'is deleted in Bill.com too while nothing is paid; else it stays there, and is listed'
          : isDeletedToo(other)
            ? 'stays in Bill.com and is listed; with 2-way bill sync deleted there too while nothing is paid'
            : 'stays in Bill.com, and is listed',
      ],
    ];
  });
  return {
    columns: [
      'document',
      'belongs to',
      'made or edited in Bill.com',
      'made or edited in QuickBooks, 2-way bill sync off',
      'made or edited in QuickBooks, 2-way bill sync on',
      'deleted or void in Bill.com',
      'deleted or void in QuickBooks by hand',
    ],
    rows,
  };
}
