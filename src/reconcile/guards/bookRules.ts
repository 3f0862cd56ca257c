import type { AccountSetting, AccountTrouble } from '../../entities/companyAccounts';
import type {
  Book,
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  Feature,
  FieldDefinition,
  RecordFacts,
} from '../../entities/definition';
import type { Standing } from '../../entities/documentRules';
import { bookTitle } from '../../entities/definition';
import type { BookRecord } from '../../entities/record';

/** What QuickBooks' preferences allow, as far as reconciling asks. */
export interface BookRules {
  readonly features: Readonly<Partial<Record<Feature, boolean>>>;
  /** As QuickBooks' preferences name it; null where they do not, since the books are kept in one currency only. */
  readonly homeCurrency: { readonly listID: string; readonly fullName: string } | null;
  /** QuickBooks' books are closed up to this day (YYYY-MM-DD, included). */
  readonly closingDate?: string;
  /** What becomes of new documents in a closed period; held unless said. */
  readonly closedPeriod?: 'hold' | 'firstOpenDay';
  /** When the company was connected: what was settled before is history. */
  readonly connectedAt?: Date;
  /** Since when Tieout writes: the last preview was accepted then. Until one is, people enter everything in both books. */
  readonly acceptedAt?: Date;
  /** When receivables were, if that was later. */
  readonly receivablesAt?: Date;
  /** Days (YYYY-MM-DD, both included) of which history is brought over all the same. */
  readonly imports?: readonly { readonly from: string; readonly to: string }[];
  /** The accounts that are set or were found, with what is wrong with each. */
  readonly accounts?: Readonly<Partial<Record<AccountSetting, KnownAccount>>>;
}

export interface KnownAccount {
  /** ListID. */
  readonly id: string;
  readonly name: string;
  readonly trouble?: AccountTrouble | undefined;
}

/** Why a record, or a field of it, is left where it is, and what changes that. */
export interface StandsBack {
  readonly cause:
    | Standing['cause']
    | 'featureOff'
    | 'foreignCurrency'
    | 'closedPeriod'
    | 'beforeConnection'
    | 'wrongAccount'
    | 'otherAccount';
  /** The end of a sentence: “… is left alone: class tracking is turned off in QuickBooks.” */
  readonly because: string;
  readonly cure: string;
}

interface FeatureWords {
  readonly because: string;
  readonly cure: string;
}

/** Each feature that may be turned off, as a bookkeeper knows it. */
export const features: Readonly<Record<Feature, FeatureWords>> = {
  classTracking: {
    because: 'class tracking is turned off in QuickBooks',
    cure: 'Nothing to do. If classes should be synced, turn it on in QuickBooks (Edit → Preferences → Accounting → Company Preferences → Use class tracking); the next sync then goes on.',
  },
  accountNumbers: {
    because: 'account numbers are turned off in QuickBooks',
    cure: 'Nothing to do. If numbers should be synced, turn them on in QuickBooks (Edit → Preferences → Accounting → Company Preferences → Use account numbers); the next sync then goes on.',
  },
  salesTax: {
    because: 'sales tax is turned off in QuickBooks',
    cure: 'Nothing to do. If sales tax should be synced, turn it on in QuickBooks (Edit → Preferences → Sales Tax → Company Preferences → Do you charge sales tax? Yes); the next sync then goes on.',
  },
};

/** Inferred: what QuickBooks calls the currency of a US company that has not said its home currency. */
const usDollar = 'US Dollar';

/** Why this record is left alone as a whole, whatever else it is. */
export function recordStandsBack(
  rules: BookRules | undefined,
  definition: EntityDefinition,
  book: Book,
  { facts }: BookRecord,
): StandsBack | undefined {
  if (!rules) return undefined;
  const off = fieldStandsBack(rules, definition);
  if (off) return off;
  const other = onAnotherAccount(rules, facts);
  if (other) return other;
  const { currency, currencyId } = facts;
  // Bill.com's own home currency is no fact of a record (entities/record.ts).
  if (currency === undefined || (book === 'quickbooks' && isHome(rules, currency, currencyId)))
    return undefined;
  return {
    cause: 'foreignCurrency',
    because: `${bookTitle[book]} keeps it in ${currency}, and Tieout syncs what is kept in ${homeName(rules)}`,
    cure: 'Nothing to do: what is kept in a foreign currency stays in the book that has it; everything else goes on.',
  };
}

/** QuickBooks lets a payment pay bills of one A/P account only, and the tie-out proves one. */
export function onAnotherAccount(
  { accounts }: BookRules,
  { apAccount, apAccountName }: RecordFacts,
): StandsBack | undefined {
  const ours = accounts?.apAccount;
  if (!ours || apAccount === undefined || apAccount === ours.id) return undefined;
  return {
    cause: 'otherAccount',
    because: `it is posted to the A/P account “${apAccountName ?? apAccount}”, and this company’s payables are on “${ours.name}”`,
    cure: `Nothing to do. If it should be synced, an Accountant moves it to “${ours.name}” in QuickBooks; or an Administrator chooses another A/P account (“tieout company set … apAccount=…”).`,
  };
}

/** Why nothing can be posted with the accounts of the settings. */
export function accountsStandBack(
  rules: BookRules | undefined,
  { document }: EntityDefinition,
  fields: CanonicalFields,
): StandsBack | undefined {
  const troubles = (document?.accounts?.(fields) ?? []).map((setting) => rules?.accounts?.[setting]?.trouble);
  const [trouble] = troubles.filter((each) => each !== undefined);
  return trouble && { cause: 'wrongAccount', ...trouble };
}

/**
 * Why the twin of a document from before the connection is not made.
 * @param isNoHistory it is applied to a document that is in both books, or was in both itself.
 */
export function historyStandsBack(
  rules: BookRules | undefined,
  definition: EntityDefinition,
  { fields, facts }: Pick<BookRecord, 'fields' | 'facts'>,
  isNoHistory = false,
): StandsBack | undefined {
  const { document } = definition;
  if (!rules || !document || isNoHistory) return undefined;
  if (!isHistory(rules, definition, facts, fields[document.date] ?? null)) return undefined;
  return {
    cause: 'beforeConnection',
    because: `it was entered and settled before ${connectionOf(rules, definition, facts).words}`,
    cure: 'Nothing to do: each book keeps its own history. What is open, or was entered since, is synced. An Administrator who wants it there all the same asks for its days: “tieout import … --from … --to …”.',
  };
}

/** Why QuickBooks would not take a document of Bill.com now: by its closing date, or by the company's accounts. */
export function postingStandsBack(
  rules: BookRules | undefined,
  definition: EntityDefinition,
  book: Book,
  { fields }: Pick<BookRecord, 'fields'>,
): StandsBack | undefined {
  const { document } = definition;
  if (!rules || !document || book === 'quickbooks') return undefined;
  const day = fields[document.date] ?? null;
  const closed = isPostedLater(rules, definition, day) ? undefined : closedPeriod(rules, day);
  return closed ?? accountsStandBack(rules, definition, fields);
}

/** What was settled before the connection, unless its days were asked for. */
function isHistory(
  rules: BookRules,
  definition: EntityDefinition,
  facts: RecordFacts,
  day: CanonicalValue,
): boolean {
  const { imports = [] } = rules;
  const { at } = connectionOf(rules, definition, facts);
  const isSettled = definition.document?.isSettled(facts) ?? false;
  if (!at || !isSettled || !(Date.parse(facts.made ?? '') < at.getTime())) return false;
  return !imports.some(({ from, to }) => typeof day === 'string' && from <= day && day <= to);
}

/** When what an entity's records belong to was connected, and that moment at the end of a sentence. */
export function connectionOf(
  { connectedAt, receivablesAt }: Pick<BookRules, 'connectedAt' | 'receivablesAt'>,
  { receivable, document }: Pick<EntityDefinition, 'receivable' | 'document'>,
  facts: RecordFacts = {},
): { readonly at: Date | undefined; readonly words: string } {
  const isReceivable = receivable !== undefined || document?.isReceived?.(facts) === true;
  return isReceivable && receivablesAt !== undefined
    ? { at: receivablesAt, words: 'receivables were switched on' }
    : { at: connectedAt, words: 'the two books were connected' };
}

/** Whether a new document of this date is posted on the first open day instead of held. */
export const isPostedLater = (
  rules: BookRules | undefined,
  { document }: EntityDefinition,
  day: CanonicalValue,
): boolean =>
  rules?.closedPeriod === 'firstOpenDay' &&
  (document?.memo !== undefined || document?.leavesNoDay === true) &&
  closedPeriod(rules, day) !== undefined;

/** Why nothing with this date may be made or changed in QuickBooks (3171; foreseen and not tried). */
export function closedPeriod(rules: BookRules | undefined, day: CanonicalValue): StandsBack | undefined {
  const closed = rules?.closingDate;
  if (closed === undefined || typeof day !== 'string' || day > closed) return undefined;
  return {
    cause: 'closedPeriod',
    because: `it is dated ${day}, and QuickBooks’ books are closed up to ${closed}`,
    cure: 'Give it a later posting date in Bill.com, or have the QuickBooks administrator move the closing date (Edit → Preferences → Accounting → Company Preferences); the next sync then goes on. A new one can be posted on the first open day instead: “tieout company set … closedPeriod=firstOpenDay”.',
  };
}

const homeName = ({ homeCurrency }: BookRules): string => homeCurrency?.fullName || usDollar;

/** By its ListID, since a currency can be renamed; by its name where one of the two has no ListID. */
function isHome(rules: BookRules, currency: string, currencyId: string | undefined): boolean {
  const homeId = rules.homeCurrency?.listID;
  return homeId && currencyId !== undefined ? currencyId === homeId : currency === homeName(rules);
}

/** Why one field, or a whole list, stays where it is. */
export function fieldStandsBack(
  rules: BookRules | undefined,
  { needs }: Pick<FieldDefinition, 'needs'>,
): StandsBack | undefined {
  return needs === undefined || isUsable(rules, { needs })
    ? undefined
    : { cause: 'featureOff', ...features[needs] };
}

/** Lists that QuickBooks refuses while their feature is off (3250) are not asked for. */
export const isUsable = (
  rules: BookRules | undefined,
  { needs }: { readonly needs?: Feature | undefined },
): boolean => !rules || needs === undefined || rules.features[needs] !== false;
