import { validateXML, type XMLFileInfo } from 'xmllint-wasm';
import { listReference, readReference, type SchemaVersion } from '../qbxml/reference';

/** What the schema of a version says of documents, each by its file name. */
export function validate(xml: XMLFileInfo[], version: SchemaVersion) {
  const folder = `qbxml-schema/${version}`;
  const files = listReference(folder).map((fileName) => ({
    fileName,
    contents: readReference(`${folder}/${fileName}`),
  }));
  const entry = `qbxmlops${version.replace('.', '')}.xsd`;
  return validateXML({
    xml,
    schema: files.filter(({ fileName }) => fileName === entry),
    preload: files.filter(({ fileName }) => fileName !== entry),
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
}
