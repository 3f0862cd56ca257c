import { escapeXml } from './xmlTree';

/** Namespace of every method of the contract (QBWebConnectorSvc.wsdl). */
export const SERVICE_NAMESPACE = 'http://developer.intuit.com/';

/** How the body is written. `Prefixed` is what another SOAP stack would send for the same document/literal call. */
export type EnvelopeStyle = 'Document' | 'DocWrapped' | 'RPC' | 'Prefixed';

/** A parameter in the order of the contract. Numbers are `xsd:int`. */
export type SoapParameter = readonly [name: string, value: string | number];

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const SCHEMA = 'http://www.w3.org/2001/XMLSchema';
const ENCODING = 'http://schemas.xmlsoap.org/soap/encoding/';

/** The SOAP 1.1 request text of one call, as the .NET Framework proxy writes it. */
export function soapEnvelope(
  method: string,
  parameters: readonly SoapParameter[],
  style: EnvelopeStyle,
): string {
  const body = style === 'RPC' ? rpcBody(method, parameters) : documentBody(method, parameters, style);
  return (
    `<?xml version="1.0" encoding="utf-8"?>` +
    `<soap:Envelope xmlns:soap="${ENVELOPE}" xmlns:xsi="${INSTANCE}" xmlns:xsd="${SCHEMA}"` +
    `${style === 'RPC' ? ` xmlns:soapenc="${ENCODING}" xmlns:tns="${SERVICE_NAMESPACE}"` : ''}>${body}</soap:Envelope>`
  );
}

function documentBody(method: string, parameters: readonly SoapParameter[], style: EnvelopeStyle): string {
  const prefix = style === 'Prefixed' ? 'q1:' : '';
  const declaration = style === 'Prefixed' ? 'xmlns:q1' : 'xmlns';
  const content = parameters.map(([name, value]) => element(`${prefix}${name}`, '', value)).join('');
  return (
    `<soap:Body><${prefix}${method} ${declaration}="${SERVICE_NAMESPACE}"` +
    `${content === '' ? ' />' : `>${content}</${prefix}${method}>`}</soap:Body>`
  );
}

/** rpc/encoded: a prefixed method, unqualified parameters with `xsi:type`. */
function rpcBody(method: string, parameters: readonly SoapParameter[]): string {
  const content = parameters
    .map(([name, value]) =>
      element(name, ` xsi:type="xsd:${typeof value === 'number' ? 'int' : 'string'}"`, value),
    )
    .join('');
  return (
    `<soap:Body soap:encodingStyle="${ENCODING}"><q1:${method} xmlns:q1="${SERVICE_NAMESPACE}">` +
    `${content}</q1:${method}></soap:Body>`
  );
}

function element(name: string, attributes: string, value: string | number): string {
  const text = escapeXml(String(value));
  return text === '' ? `<${name}${attributes} />` : `<${name}${attributes}>${text}</${name}>`;
}
