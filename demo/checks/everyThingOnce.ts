import { entriesOf, billcomRow, quickbooksRow } from './booksLookup';
import { entities, judged, type Books, type Evidence, type Invariant } from './evidence';

/** I1: every thing exists exactly once per book. */
export function everyThingOnce(evidence: Evidence): Invariant {
  const { links, now } = evidence;
  const against = [
    ...linkedTwice(evidence),
    ...missingTwins(evidence),
    ...doubledInQuickBooks(now),
    ...newDoublesInBillcom(evidence),
    ...writtenTwice(evidence),
  ];
  return judged(
    'I1',
    against,
    `${links.length} linked pairs, no record in two of them; no name twice in a list of QuickBooks; no name in Bill.com that was not there as often before; no write carried out twice`,
  );
}

function linkedTwice({ links }: Evidence): string[] {
  return (['quickbooksId', 'billcomId'] as const).flatMap((side) =>
    repeated(links.map((link) => `${link.entity} ${link[side]}`)).map(
      (key) => `${key} is in two linked pairs`,
    ),
  );
}

function missingTwins({ links, now }: Evidence): string[] {
  const entries = entriesOf(now);
  return links.flatMap((link) => [
    ...(quickbooksRow(entries, link.entity, link.quickbooksId)
      ? []
      : [`${link.quickbooksId} is linked but not in QuickBooks`]),
    ...(billcomRow(entries, link.entity, link.billcomId)
      ? []
      : [`${link.billcomId} is linked but not in Bill.com`]),
  ]);
}

function doubledInQuickBooks({ quickbooks }: Books): string[] {
  const full = (row: { Name: string; FullName?: unknown }): string =>
    (typeof row.FullName === 'string' ? row.FullName : row.Name).toLowerCase();
  const { account, class: classes, terms, item, customer, vendor, employee, otherName } = quickbooks;
  const lists = [
    ...[account, classes, terms, item].map((rows) => rows.map(full)),
    // These share their names.
    [...vendor, ...customer, ...employee, ...otherName].map(full),
  ];
  return lists.flatMap((names) => repeated(names).map((name) => `“${name}” is twice in QuickBooks`));
}

/** Bill.com lets a name exist twice; nothing that we do may make it so. */
function newDoublesInBillcom({ atStart, now, edits }: Evidence): string[] {
  return entities.flatMap((entity) => {
    const typedIn = new Set(edits.filter((edit) => edit.book === 'billcom').map((edit) => edit.id));
    const names = (books: Books): string[] => books.billcom[entity].map((row) => nameBelow(row));
    const before = new Set(repeated(names(atStart)));
    const people = new Set(
      now.billcom[entity].filter((row) => typedIn.has(row.id)).map((row) => nameBelow(row)),
    );
    return repeated(names(now))
      .filter((name) => !before.has(name) && !people.has(name))
      .map((name) => `the ${entity} “${name}” is twice in Bill.com`);
  });
}

const parentFields = ['parentChartOfAccountId', 'parentDepartmentId', 'parentItemId', 'parentCustomerId'];
const nameBelow = (row: { readonly name: string; readonly [field: string]: unknown }): string => {
  const parent = parentFields.map((field) => row[field]).find((id) => typeof id === 'string');
  return `${parent ?? ''} ${row.name.toLowerCase()}`;
};

function writtenTwice({ quickbooksLog }: Evidence): string[] {
  const done = quickbooksLog
    .filter((entry) => entry.by === 'session' && entry.answeredFromStore !== true)
    .flatMap((entry) => entry.requests)
    .filter((request) => /(Add|Mod|Void|Del)(Rq)?$/.test(request.name) && request.statusCode === 0);
  return repeated(done.map((request) => request.requestID ?? '')).map(
    (id) => `QuickBooks carried out the write ${id} twice`,
  );
}

export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) twice.add(value);
    seen.add(value);
  }
  return [...twice];
}
