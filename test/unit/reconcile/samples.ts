import type { Book, CanonicalFields, EntityDefinition, EntityName } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { entityDefinitions } from '../../../src/entities/registry';
import { type EntityInput, reconcileEntity } from '../../../src/reconcile/entity';
import type { Decisions } from '../../../src/reconcile/decisions';
import type { EntityPlan, Link } from '../../../src/reconcile/plan';
import type { References } from '../../../src/reconcile/references';

export const called = (name: EntityName): EntityDefinition =>
  entityDefinitions(defaultEntitySettings).find((definition) => definition.name === name) as EntityDefinition;
const [account, classes, vendor] = [called('account'), called('class'), called('vendor')];
export { account, classes, vendor };

export const noReferences: References = {
  resolve: (_entity, _book, id) => ({ state: 'unlinked', name: id }),
};

/** A record with this id, name and whatever else matters to the test. */
export function record(
  id: string,
  name: string | null,
  fields: CanonicalFields = {},
  rest: Partial<BookRecord> = {},
): BookRecord {
  return {
    id,
    version: '1',
    modified: null,
    fields: { active: true, parent: null, is1099: false, ...fields, name },
    facts: {},
    active: fields.active !== false,
    deleted: false,
    mergedInto: null,
    problem: null,
    ...rest,
  };
}

/** A link whose records agreed on everything they now say, unless bases are given. */
export function link(
  quickbooks: BookRecord,
  billcom: BookRecord,
  bases: { quickbooks?: CanonicalFields; billcom?: CanonicalFields } = {},
): Link {
  return {
    id: `${quickbooks.id}=${billcom.id}`,
    entity: 'vendor',
    quickbooksId: quickbooks.id,
    billcomId: billcom.id,
    quickbooksBase: { ...quickbooks.fields, ...bases.quickbooks },
    billcomBase: { ...billcom.fields, ...bases.billcom },
  };
}

export interface Scene {
  readonly quickbooks?: readonly BookRecord[];
  readonly billcom?: readonly BookRecord[];
  readonly links?: readonly Link[];
  /** Ids on the work list; everything when left out. */
  readonly work?: readonly string[];
  readonly inFlight?: readonly string[];
  /** Those in flight that a person is asked about. */
  readonly asked?: readonly string[];
  /** As what the twins of records in flight were sent to be made. */
  readonly sent?: Readonly<Record<string, CanonicalFields>>;
  readonly references?: References;
  readonly policy?: EntityInput['policy'];
  readonly decisions?: Decisions;
  readonly rules?: EntityInput['rules'];
}

export function reconcile(definition: EntityDefinition, scene: Scene): EntityPlan {
  const byId = (records: readonly BookRecord[] = []) => new Map(records.map((one) => [one.id, one]));
  const records = { quickbooks: byId(scene.quickbooks), billcom: byId(scene.billcom) };
  const only = (book: Book, ids: readonly string[] | undefined) =>
    new Set([...records[book].keys()].filter((id) => ids === undefined || ids.includes(id)));
  return reconcileEntity({
    definition,
    policy: scene.policy ?? 'quickbooks',
    records,
    links: scene.links ?? [],
    work: { quickbooks: only('quickbooks', scene.work), billcom: only('billcom', scene.work) },
    inFlight: {
      quickbooks: only('quickbooks', scene.inFlight ?? []),
      billcom: only('billcom', scene.inFlight ?? []),
    },
    asked: { quickbooks: only('quickbooks', scene.asked ?? []), billcom: only('billcom', scene.asked ?? []) },
    ...(scene.decisions ? { decisions: scene.decisions } : {}),
    ...(scene.sent ? { sent: { quickbooks: sentOf(scene.sent), billcom: sentOf(scene.sent) } } : {}),
    references: scene.references ?? noReferences,
    ...(scene.rules ? { rules: scene.rules } : {}),
  });
}

const sentOf = (sent: Readonly<Record<string, CanonicalFields>>) => new Map(Object.entries(sent));

/** Operations in short: `create Acme in billcom`. */
export const written = (plan: EntityPlan): string[] =>
  plan.operations.map((one) => `${one.action} ${one.recordName} in ${one.book}`);
export const linked = (plan: EntityPlan): string[] =>
  plan.links.map((one) => `${one.quickbooksId}=${one.billcomId}`);
export const held = (plan: EntityPlan): string[] =>
  plan.holds.map((one) => `${one.recordId} ${one.cause}${one.field ? ` ${one.field}` : ''}`).sort();
