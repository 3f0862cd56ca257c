/**
 * The eight operations, their parameters in the contract's order and their results (Intuit's published WSDL;
 * the three interactive methods of the programmer's guide are in no published WSDL and are not served).
 *
 * One table drives reading the envelope, its limits, and the check of our WSDL.
 */
import type { WebConnectorService } from './service';

export type OperationName = keyof WebConnectorService;

export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'int';
  /** Only QuickBooks' answers are long. Everything else is small, whatever the body limit is. */
  readonly maxChars: number;
}

export interface Operation {
  readonly name: OperationName;
  readonly parameters: readonly Parameter[];
  readonly result: 'string' | 'strings' | 'int';
}

export const INTUIT_NAMESPACE = 'http://developer.intuit.com/';

const SHORT = 16_384;
/** Host, company and preferences answers: about 7 kB; a company with many data extensions has more. */
const HOST_ANSWER = 2 * 1024 * 1024;
const UNBOUNDED = Number.POSITIVE_INFINITY; // the body limit bounds it

const text = (name: string, maxChars = SHORT): Parameter => ({ name, type: 'string', maxChars });
const whole = (name: string): Parameter => ({ name, type: 'int', maxChars: 64 });

const table: readonly Operation[] = [
  { name: 'serverVersion', parameters: [], result: 'string' },
  { name: 'clientVersion', parameters: [text('strVersion')], result: 'string' },
  { name: 'authenticate', parameters: [text('strUserName'), text('strPassword')], result: 'strings' },
  {
    name: 'connectionError',
    parameters: [text('ticket'), text('hresult'), text('message')],
    result: 'string',
  },
  {
    name: 'sendRequestXML',
    parameters: [
      text('ticket'),
      text('strHCPResponse', HOST_ANSWER),
      text('strCompanyFileName'),
      text('qbXMLCountry'),
      whole('qbXMLMajorVers'),
      whole('qbXMLMinorVers'),
    ],
    result: 'string',
  },
  {
    name: 'receiveResponseXML',
    parameters: [text('ticket'), text('response', UNBOUNDED), text('hresult'), text('message')],
    result: 'int',
  },
  { name: 'getLastError', parameters: [text('ticket')], result: 'string' },
  { name: 'closeConnection', parameters: [text('ticket')], result: 'string' },
];

export const operations: ReadonlyMap<string, Operation> = new Map(table.map((each) => [each.name, each]));
