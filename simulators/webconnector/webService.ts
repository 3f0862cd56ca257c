import type { CallLog } from './callLog';
import type { FaultPlan } from './faultPlan';
import { integer, readSoapAnswer, stringArray } from './soapAnswer';
import { SERVICE_NAMESPACE, soapEnvelope, type EnvelopeStyle, type SoapParameter } from './soapEnvelope';
import type { SoapTransport } from './soapTransport';
import type { XmlElement } from './xmlTree';

/** What sendRequestXML tells the service about the session. */
export interface SessionFacts {
  readonly companyFile: string;
  readonly country: string;
  readonly majorVersion: number;
  readonly minorVersion: number;
}

/** What receiveResponseXML carries: an answer, or the HRESULT and message of the request processor. */
export interface ProcessedSet {
  readonly response: string;
  readonly hresult: string;
  readonly message: string;
}

/** The service under test, by the methods of its contract (QBWebConnectorSvc.wsdl). Every call is logged. */
export class WebService {
  /** Which update, and which round trip of it, is under way. */
  readonly position = { update: 0, roundTrips: 0 };

  constructor(
    private readonly transport: SoapTransport,
    private readonly style: EnvelopeStyle,
    private readonly log: CallLog,
    private readonly faults: FaultPlan,
  ) {}

  serverVersion(): Promise<string> {
    return this.#call('serverVersion', [], text);
  }

  clientVersion(version: string): Promise<string> {
    return this.#call('clientVersion', [['strVersion', version]], text);
  }

  authenticate(userName: string, password: string): Promise<string[]> {
    const parameters: SoapParameter[] = [
      ['strUserName', userName],
      ['strPassword', password],
    ];
    return this.#call('authenticate', parameters, stringArray);
  }

  connectionError(ticket: string, hresult: string, message: string): Promise<string> {
    const parameters: SoapParameter[] = [
      ['ticket', ticket],
      ['hresult', hresult],
      ['message', message],
    ];
    return this.#call('connectionError', parameters, text);
  }

  sendRequestXML(ticket: string, hcpResponse: string, facts: SessionFacts): Promise<string> {
    const parameters: SoapParameter[] = [
      ['ticket', ticket],
      ['strHCPResponse', hcpResponse],
      ['strCompanyFileName', facts.companyFile],
      ['qbXMLCountry', facts.country],
      ['qbXMLMajorVers', facts.majorVersion],
      ['qbXMLMinorVers', facts.minorVersion],
    ];
    return this.#call('sendRequestXML', parameters, text);
  }

  receiveResponseXML(ticket: string, set: ProcessedSet, fault?: string): Promise<number> {
    const parameters: SoapParameter[] = [
      ['ticket', ticket],
      ['response', set.response],
      ['hresult', set.hresult],
      ['message', set.message],
    ];
    return this.#call('receiveResponseXML', parameters, integer, fault);
  }

  getLastError(ticket: string): Promise<string> {
    return this.#call('getLastError', [['ticket', ticket]], text);
  }

  closeConnection(ticket: string): Promise<string> {
    return this.#call('closeConnection', [['ticket', ticket]], text);
  }

  async #call<T extends string | number | string[]>(
    method: string,
    parameters: SoapParameter[],
    read: (result: XmlElement | undefined) => T,
    fault?: string,
  ): Promise<T> {
    const { update, roundTrips } = this.position;
    const delay = this.faults.take('delayMs', roundTrips, (each) => (each.method ?? method) === method);
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay.delayMs));
    const loseAnswer =
      this.faults.take('loseAnswer', roundTrips, (each) => each.loseAnswer === method) !== undefined;

    const envelope = soapEnvelope(method, parameters, this.style);
    const startedAt = performance.now();
    const entry = { update, method, at: new Date().toISOString(), requestBytes: Buffer.byteLength(envelope) };
    const note = (responseBytes: number, result: string): void =>
      this.log.add({
        ...entry,
        durationMs: Math.round(performance.now() - startedAt),
        responseBytes,
        result,
        ...(fault ? { fault } : {}),
      });
    try {
      const answer = await this.transport.post(`${SERVICE_NAMESPACE}${method}`, envelope, { loseAnswer });
      const result = read(readSoapAnswer(method, answer));
      note(answer.body.length, Array.isArray(result) ? JSON.stringify(result) : String(result));
      return result;
    } catch (error) {
      note(0, `failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }
}

function text(result: XmlElement | undefined): string {
  return result?.text ?? '';
}
