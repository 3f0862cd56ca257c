import { hostname } from 'node:os';
import { CallLog } from './callLog';
import { CompanySession } from './companySession';
import { FaultPlan } from './faultPlan';
import { QuickBooksPort } from './quickbooksPort';
import { WebConnectorError, type QwcFile } from './qwcFile';
import type { EnvelopeStyle } from './soapEnvelope';
import { getStatus, SoapTransport } from './soapTransport';
import { Update, type Die, type LastAnswer } from './update';
import type { UpdateOutcome, UpdateSettings } from './updateTerms';
import { WebService } from './webService';

/** What differs from a Web Connector fresh from the installer. */
export interface ConnectorOptions extends Partial<Omit<UpdateSettings, 'qwc' | 'password'>> {
  readonly style?: EnvelopeStyle;
  readonly ca?: string;
  readonly timeoutMs?: number;
  readonly expectContinue?: boolean;
  readonly die?: Die;
}

/** Raised while another update holds the machine-wide lock (Programmer's Guide ch. 1). */
export class UpdateRunning extends Error {}

/** One application in the Web Connector of one computer. */
export class Connector {
  readonly log = new CallLog();
  readonly faults = new FaultPlan();
  readonly #service: WebService;
  readonly #transport: SoapTransport;
  readonly #quickbooks: QuickBooksPort;
  readonly #settings: UpdateSettings;
  readonly #memory: { last: LastAnswer | undefined } = { last: undefined };
  readonly #die: Die;
  #running: Update | undefined;
  #last: UpdateOutcome | undefined;

  constructor(
    readonly qwc: QwcFile,
    password: string,
    quickbooksUrl: URL,
    private readonly options: ConnectorOptions = {},
  ) {
    const { style, ca, timeoutMs, expectContinue, die, ...settings } = options;
    this.#settings = {
      qwc,
      password,
      machine: hostname(),
      takesLock: false,
      clientVersion: '2.3.0.215',
      noopSeconds: 5,
      isAutoRun: false,
      closesAfterConnectionError: false,
      closesAfterBusy: false,
      asksLastErrorAfterNoOp: false,
      quickbooksFailure: 'hresult',
      maxRoundTrips: 100_000,
      ...settings,
    };
    this.#transport = new SoapTransport(qwc.appUrl, {
      ...(ca === undefined ? {} : { ca }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(expectContinue === undefined ? {} : { expectContinue }),
    });
    this.#quickbooks = new QuickBooksPort(quickbooksUrl);
    this.#service = new WebService(this.#transport, style ?? qwc.style, this.log, this.faults);
    this.#die = die ?? ((): void => void process.kill(process.pid, 'SIGKILL'));
  }

  /** Adding the application: AppSupport and CertURL must answer 200 or 202 (QBWC1003/1004, 1048). */
  async add(): Promise<void> {
    for (const url of [this.qwc.appSupport, ...(this.qwc.certUrl ? [this.qwc.certUrl] : [])]) {
      const code = url === this.qwc.appSupport ? 'QBWC1004' : 'QBWC1048';
      const status = await getStatus(url, this.options.ca).catch((error: Error) => {
        throw new WebConnectorError(code, `${url.href} cannot be reached: ${error.message}`);
      });
      if (status !== 200 && status !== 202)
        throw new WebConnectorError(code, `${url.href} answered ${status}`);
    }
  }

  /** Runs one update. Throws `UpdateRunning` while another one is under way. */
  async update(): Promise<UpdateOutcome> {
    if (this.#running) throw new UpdateRunning('Only one application can update at a time.');
    this.#service.position.update += 1;
    const update = new Update(
      this.#settings,
      this.#service,
      new CompanySession(this.#settings, this.#quickbooks, this.faults),
      this.faults,
      this.#memory,
      this.#die,
    );
    this.#running = update;
    try {
      this.#last = await update.run();
      return this.#last;
    } finally {
      this.#running = undefined;
    }
  }

  /** What is going on, for `GET /status`. */
  status(): object {
    return {
      application: this.qwc.appName,
      userName: this.qwc.userName,
      updates: this.#service.position.update,
      running: this.#running ? { ...this.#running.outcome } : null,
      last: this.#last ?? null,
      faults: this.faults.list(),
    };
  }

  close(): void {
    this.#transport.close();
    this.#quickbooks.close();
  }
}
