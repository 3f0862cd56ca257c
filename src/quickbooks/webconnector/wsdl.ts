/** Our WSDL, read from beside this file (the build copies the folder), with the gateway's address filled in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeXml } from './escapeXml';

/** Names inside the WSDL that the `soap` library needs to find its ports again. */
export const WSDL_SERVICE = 'Tieout';
export const WSDL_PORTS = ['WebConnectorSoap', 'WebConnectorSoap12'] as const;

export function readWsdl(address: string): string {
  const text = readFileSync(join(__dirname, 'wsdl', 'tieout.wsdl'), 'utf8');
  return text.replaceAll('{{address}}', escapeXml(address));
}
