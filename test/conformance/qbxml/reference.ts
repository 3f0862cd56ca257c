/** Intuit's schemas and captured samples, which are not part of this repository. Tests that need them are skipped without. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const REFERENCE = resolve(__dirname, '../../../../shared/reference');

export const hasReference = existsSync(resolve(REFERENCE, 'qbxml-schema'));

/** `describe`, or a printed reason why not. */
export const describeWithReference = (name: string, tests: () => void): void => {
  if (hasReference) {
    describe(name, tests);
    return;
  }
  describe.skip(`${name} (skipped: ${REFERENCE} is missing)`, tests);
  console.warn(`Skipped “${name}”: the qbXML schemas and samples are expected in ${REFERENCE}.`);
};

export const readReference = (path: string): string => readFileSync(resolve(REFERENCE, path), 'utf8');
export const listReference = (folder: string): string[] =>
  hasReference ? readdirSync(resolve(REFERENCE, folder)) : [];

export type SchemaVersion = '13.0' | '16.0';

/** What the schema of a version says against a document; empty when nothing. */
export async function schemaErrors(version: SchemaVersion, documents: readonly string[]): Promise<string[]> {
  const short = version.replace('.', '');
  const file = (part: string) => ({
    fileName: `qbxml${part}${short}.xsd`,
    contents: readReference(`qbxml-schema/${version}/qbxml${part}${short}.xsd`),
  });
  const result = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `document${index}.xml`, contents })),
    schema: [file('ops')],
    preload: [file(''), file('so'), file('types')],
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
  return result.errors.map((error) => error.rawMessage);
}

/** The groups that make up a type of the message schema, and its attributes. */
export function schemaType(
  version: SchemaVersion,
  type: string,
): { readonly groups: readonly string[]; readonly attributes: readonly string[] } {
  const schema = readReference(`qbxml-schema/${version}/qbxmlops${version.replace('.', '')}.xsd`);
  const begin = schema.indexOf(`<xsd:complexType name="${type}">`);
  if (begin < 0) throw new Error(`the schema of qbXML ${version} has no ${type}`);
  const text = schema.slice(begin, schema.indexOf('</xsd:complexType>', begin));
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  return {
    groups: all(/<xsd:(?:group|element) (?:ref|name)="(\w+)"/g),
    attributes: all(/<xsd:attribute name="(\w+)"/g),
  };
}
