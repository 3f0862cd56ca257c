import type {
  CanonicalFields,
  CanonicalValue,
  EntityDefinition,
  FieldDefinition,
} from '../entities/definition';
import { isLines } from '../entities/definition';
import { toQuickBooksText } from '../entities/quickbooksText';

/** What a book makes of a text that it cannot hold as it is, in words. The original stays in the other book. */

export const joined = (parts: readonly (string | undefined)[], by = ', '): string =>
  parts.filter(Boolean).join(by);

/** As on an envelope: lines, city, state and code, country. */
export function addressLine(parts: Readonly<Record<string, string>>): string {
  const { line1, line2, line3, line4, line5, city, state, postalCode, country, ...rest } = parts;
  const region = joined([state, postalCode], ' ');
  return joined([line1, line2, line3, line4, line5, city, region, country, ...Object.values(rest)]);
}

/** What the written book makes of a text by rule: the original, and what was done to it. */
export interface TextRule {
  readonly original: string;
  readonly rule: string;
}

/** @returns undefined when it is written as it is. */
export function textRule(
  field: FieldDefinition,
  written: CanonicalValue,
  original: CanonicalValue,
): TextRule | undefined {
  if (original === null || original === '' || field.references !== undefined) return undefined;
  if (field.kind !== 'text' && field.kind !== 'address') return undefined;
  const [after, before] = [shown(written), shown(original)];
  return after === '' || after === before ? undefined : { original: before, rule: ruleWords(before, after) };
}

/** A sentence for each text of a write that its book holds otherwise than it stands in the other book. */
export function changedTexts(
  { fields }: EntityDefinition,
  write: { readonly fields: CanonicalFields; readonly sourceBase: CanonicalFields },
): string[] {
  return Object.entries(write.fields).flatMap(([name, written]) => {
    const field = fields[name];
    const rule = field && textRule(field, written, write.sourceBase[name] ?? null);
    return field && rule
      ? [`the ${field.label} “${rule.original}” stands there as “${shown(written)}” (${rule.rule})`]
      : [];
  });
}

/** What a name got because another list of QuickBooks has it (the setting nameClash). */
const mark = /^(.*) \([A-Z]\)$/s;

function ruleWords(before: string, after: string): string {
  const whole = before.trim();
  const [, unmarked] = mark.test(whole) ? [] : (mark.exec(after) ?? []);
  const kept = unmarked ?? after;
  const spelled = [toQuickBooksText(whole, {}).text, toQuickBooksText(whole, { name: true }).text];
  const isCut = [whole, ...spelled].some((text) => text !== kept && text.startsWith(kept));
  const rules = [
    ...(isCut ? ['shortened'] : []),
    ...(!whole.startsWith(kept) ? ['characters replaced that QuickBooks cannot hold'] : []),
    ...(unmarked === undefined ? [] : ['marked, because another list of QuickBooks has that name']),
  ];
  return rules.length === 0 ? 'blanks taken off' : rules.join(', ');
}

const shown = (value: CanonicalValue): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null && !isLines(value)
      ? addressLine(value)
      : '';
