import type { PreviewField, PreviewOperation } from './previewDocument';

/** Of a new record, what goes without saying is left out. */
export function isTelling({ action, record }: PreviewOperation, { field, words }: PreviewField): boolean {
  if (action === 'update') return true;
  if (field === 'active') return words.after !== 'yes';
  return words.after !== 'no' && !(field === 'name' && words.after === record);
}

/** Each reason once; with its fields where there are several. */
export function reasons({ fields }: PreviewOperation): string {
  const labels = new Map<string, string[]>();
  for (const { because, label } of fields) labels.set(because, [...(labels.get(because) ?? []), label]);
  const [only] = labels.keys();
  if (labels.size === 1) return only ?? '';
  return [...labels].map(([because, of]) => `${of.join(', ')}: ${because}`).join('\n');
}
