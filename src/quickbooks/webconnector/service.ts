/**
 * The port between the SOAP face (this folder) and whoever answers the Web Connector (the exchange mailbox).
 *
 * Parameter names and order are Intuit's, as in QBWebConnectorSvc.wsdl; a missing element arrives as '' (a
 * missing or unreadable number as 0), because the Web Connector sends empty and missing alike.
 *
 * A method may throw or hang: the face then gives the answer of `safeAnswers.ts` and logs it, and the Web
 * Connector never sees a SOAP fault. Whoever implements this should nevertheless answer within a few seconds
 * (the Web Connector's own limit is probably 100 s). A call that timed out may still finish afterwards, so
 * sendRequestXML must regard an exchange as `sent` from the moment it is saved, not from its delivery.
 */
export interface WebConnectorService {
  /** Any text; the Web Connector shows it in its log. */
  serverVersion(): Promise<string>;

  /** '' go on · `W:text` warn · `E:text` stop · `O:version` stop and name the version needed. */
  clientVersion(call: ClientVersionCall): Promise<string>;

  /** One to four strings: ticket, status ('' | path | none | nvu | busy), seconds to postpone, schedule floor. */
  authenticate(call: AuthenticateCall): Promise<readonly string[]>;

  /** A qbXML document as plain text (the SOAP layer escapes it, once), 'NoOp', or '' (getLastError follows). */
  sendRequestXML(call: SendRequestXMLCall): Promise<string>;

  /** 0–99 more to come · 100 session over · negative: getLastError follows. A whole number. */
  receiveResponseXML(call: ReceiveResponseXMLCall): Promise<number>;

  /** 'done' gives up; any other text, '' included, is a company file to try next. */
  connectionError(call: ConnectionErrorCall): Promise<string>;

  /** A sentence for the person at the PC; 'NoOp' means: wait 5 s and ask sendRequestXML again. */
  getLastError(call: TicketCall): Promise<string>;

  /** Shown as the final status, usually 'OK'. */
  closeConnection(call: TicketCall): Promise<string>;
}

export interface ClientVersionCall {
  readonly strVersion: string;
}

export interface AuthenticateCall {
  readonly strUserName: string;
  readonly strPassword: string;
  /** The client's address as the gateway saw it (behind a trusted proxy: as the proxy reported it). */
  readonly remoteAddress: string;
}

export interface SendRequestXMLCall {
  readonly ticket: string;
  /** Host, company and preferences answers on the first call of a session, later ''. */
  readonly strHCPResponse: string;
  readonly strCompanyFileName: string;
  readonly qbXMLCountry: string;
  /** 0 where it was missing or not a number. */
  readonly qbXMLMajorVers: number;
  readonly qbXMLMinorVers: number;
}

export interface ReceiveResponseXMLCall {
  readonly ticket: string;
  readonly response: string;
  readonly hresult: string;
  readonly message: string;
}

export interface ConnectionErrorCall {
  readonly ticket: string;
  readonly hresult: string;
  readonly message: string;
}

export interface TicketCall {
  readonly ticket: string;
}
