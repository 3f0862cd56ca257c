import type { CompanyFile } from '../books/companyFile';
import { NEW_PREFERENCES, newCompany } from '../books/newCompany';
import type { Seed } from '../books/seed';
import { account } from '../definitions/account';
import { classList } from '../definitions/class';
import { preferencesRet } from '../definitions/companyModel';
import { currency } from '../definitions/currency';
import { customer } from '../definitions/customer';
import { employee } from '../definitions/employee';
import { LIST_CATALOGUE } from '../definitions/lists';
import { addModel, type ListDefinition } from '../definitions/listDefinition';
import { otherName } from '../definitions/otherName';
import { NEW_PAYMENT_METHODS, paymentMethod } from '../definitions/paymentMethod';
import { salesTaxCode } from '../definitions/salesTaxCode';
import { dateDrivenTerms, standardTerms } from '../definitions/terms';
import { vendor } from '../definitions/vendor';
import { elementsOf } from '../language/contentModel';
import type { Fields } from '../language/fields';
import { fieldsFromJson, toFields, withParent, type JsonObject } from './fieldsFromJson';
import { newEntry } from './listAdd';
import type { RequestContext } from './requestContext';
import { newTransactionByHand } from './transactions/byHand';

/** In the order in which they refer to one another. */
const PLANTED: readonly (readonly [key: keyof Seed, definition: ListDefinition | 'namedByTheEntry'])[] = [
  ['currencies', currency],
  ['accounts', account],
  ['classes', classList],
  ['salesTaxCodes', salesTaxCode],
  ['paymentMethods', paymentMethod],
  ['terms', standardTerms],
  ['dateDrivenTerms', dateDrivenTerms],
  ['vendors', vendor],
  ['items', 'namedByTheEntry'],
  ['customers', customer],
  ['employees', employee],
  ['otherNames', otherName],
];

/** Beyond what an Add may hold, a seed may set what QuickBooks itself sets. */
const OWN_FIELDS = ['SpecialAccountType', 'SpecialItemType', 'Balance'];

/** Fills a new company file by the same rules as every Add; throws on the first entry that breaks one. */
export function plantSeed(file: CompanyFile, given: Seed, context: () => RequestContext): void {
  const seed = { paymentMethods: NEW_PAYMENT_METHODS, ...given };
  const preferences = mergePreferences(NEW_PREFERENCES, toFields(seed.preferences ?? {}));
  file.commit([
    { do: 'setCompany', fields: newCompany(seed.companyName ?? 'Bayshore Supplies') },
    { do: 'setPreferences', fields: preferences },
  ]);
  for (const [key, list] of PLANTED) {
    for (const given of (seed[key] ?? []) as readonly JsonObject[]) {
      try {
        const [definition, entry] = list === 'namedByTheEntry' ? itemOf(given) : [list, given];
        file.commit([{ do: 'put', record: newEntry(definition, seedFields(definition, entry), context()) }]);
      } catch (error) {
        throw new Error(`Seed ${key}: ${JSON.stringify(given)}: ${String(error)}`);
      }
    }
  }
  plantTransactions(file, seed, context);
}

/** Transactions refer to one another by the keys that the seed gives them. */
function plantTransactions(file: CompanyFile, seed: Seed, context: () => RequestContext): void {
  const ids = new Map<string, string>();
  const named = (text: string): string =>
    text.replace(/"(TxnID|CreditTxnID|PaymentTxnID)":"([^"]*)"/g, (whole, name: string, key: string) =>
      ids.has(key) ? `"${name}":"${ids.get(key) ?? ''}"` : whole,
    );
  for (const given of (seed.transactions ?? []) as readonly JsonObject[]) {
    const { TxnType, Key, ...fields } = given;
    try {
      const planted = JSON.parse(named(JSON.stringify(fields))) as JsonObject;
      const { id, changes } = newTransactionByHand(String(TxnType), planted, context());
      file.commit(changes);
      if (typeof Key === 'string' && id !== undefined) ids.set(Key, id);
    } catch (error) {
      throw new Error(`Seed transactions: ${JSON.stringify(given)}: ${String(error)}`);
    }
  }
}

/** Items stand in one list of a seed, because they refer to one another; each names its own. */
function itemOf({ ItemType, ...entry }: JsonObject): [ListDefinition, JsonObject] {
  const definition = LIST_CATALOGUE.get(`Item${String(ItemType)}`);
  if (!definition) throw new Error(`There is no ItemType ${String(ItemType)}.`);
  return [definition, entry];
}

/** Lays preferences over preferences, group by group; throws where a group or name is unknown. */
export function mergePreferences(old: Fields, changes: Fields): Fields {
  const merged: Record<string, Fields[string]> = { ...old };
  for (const [name, value] of Object.entries(changes)) {
    const rule = preferencesRet.find((each) => each.name === name);
    if (!rule) throw new Error(`There is no preference group ${name}.`);
    const known = elementsOf(rule.children ?? []).map((each) => each.name);
    const unknown = Object.keys(value as Fields).find((each) => !known.includes(each));
    if (unknown !== undefined) throw new Error(`There is no preference ${name}.${unknown}.`);
    merged[name] = { ...(old[name] as Fields | undefined), ...(value as Fields) };
  }
  return merged;
}

function seedFields(definition: ListDefinition, given: JsonObject): Fields {
  const own = definition.ret.filter((rule) => OWN_FIELDS.includes(rule.name));
  return fieldsFromJson(definition.list, withParent(given), [...addModel(definition), ...own]);
}
