import type { CompanyFacts } from './companyFacts';
import type { CompanySession } from './companySession';
import type { CutPlace, FaultPlan } from './faultPlan';
import { RPC_FAILED } from './quickbooksPort';
import { SoapFailure } from './soapAnswer';
import type { UpdateOutcome, UpdateSettings } from './updateTerms';
import type { ProcessedSet, WebService } from './webService';

/*
 * One update, from serverVersion to closeConnection (Programmer's Guide ch. 5 and 7):
 *
 *   greeting  serverVersion, clientVersion: the service may stop us here
 *   login     authenticate: none, nvu, busy, or work with a company file
 *   opening   the session at QuickBooks; failures go to connectionError until it answers "done"
 *   working   sendRequestXML → QuickBooks → receiveResponseXML, until 100, an error, or nothing to do
 *   closing   closeConnection; its text is what the user sees
 *
 * A SOAP failure ends the update at once, without closeConnection: the real one aborts on QBWC1041/1042.
 */

/** The last answer posted or lost, and the ticket it belonged to: what a late HTTP retry would carry. */
export interface LastAnswer {
  ticket: string;
  set: ProcessedSet;
}

/** Kills this very process, as a power cut would. Replaceable so that tests survive it. */
export type Die = () => never | void;

const NOOP = 'NoOp';
const INTERACTIVE = 'Interactive mode';
/** Enough to see that the service never says "done"; the real one goes round for ever. */
const MAX_CONNECTION_ERRORS = 25;

class Cut extends Error {}
class Stop extends Error {}

/** Runs one update against the service and the QuickBooks given. Never throws: everything is in the outcome. */
export class Update {
  readonly #outcome: UpdateOutcome;
  readonly #warn = (message: string): void => void this.#outcome.errors.push(message);

  constructor(
    private readonly settings: UpdateSettings,
    private readonly service: WebService,
    private readonly company: CompanySession,
    private readonly faults: FaultPlan,
    private readonly memory: { last: LastAnswer | undefined },
    private readonly die: Die,
  ) {
    this.#outcome = { result: 'done', roundTrips: 0, progress: [], status: '', errors: [], durationMs: 0 };
  }

  get outcome(): UpdateOutcome {
    return this.#outcome;
  }

  async run(): Promise<UpdateOutcome> {
    const startedAt = performance.now();
    this.service.position.roundTrips = 0;
    try {
      await this.#greet();
      await this.#logInAndWork();
    } catch (error) {
      if (!(error instanceof Stop) && !(error instanceof Cut)) throw error;
      this.#outcome.result = 'error';
      this.#outcome.status ||= error.message;
      this.#outcome.errors.push(error.message);
    } finally {
      await this.company.end();
      this.#outcome.durationMs = Math.round(performance.now() - startedAt);
    }
    return this.#outcome;
  }

  async #greet(): Promise<void> {
    await this.#calling('serverVersion', 'QBWC1000', () => this.service.serverVersion(), 'optional');
    const version = this.settings.clientVersion;
    const reply =
      (await this.#calling(
        'clientVersion',
        'QBWC1036',
        () => this.service.clientVersion(version),
        'optional',
      )) ?? '';
    if (reply === '') return;
    const text = reply.slice(2);
    if (reply.startsWith('W:')) this.#outcome.errors.push(`warning: ${text}`);
    else if (reply.startsWith('E:')) throw new Stop(text);
    else if (reply.startsWith('O:'))
      throw new Stop(`This service needs version ${text} of the Web Connector.`);
    else throw new Stop(`QBWC1046: bad clientVersion syntax: ${reply}`);
  }

  async #logInAndWork(): Promise<void> {
    const { qwc, password, isAutoRun } = this.settings;
    const answer = await this.#calling('authenticate', 'QBWC1012', () =>
      this.service.authenticate(qwc.userName, password),
    );
    const [ticket, word] = answer;
    if (ticket === undefined || word === undefined) {
      throw new Stop('QBWC1012: Authentication failed. Index was outside the bounds of the array.');
    }
    const postpone = this.#seconds(answer[2]);
    const floor = this.#seconds(answer[3]);
    if (isAutoRun && floor !== undefined) this.#outcome.minimumEverySeconds = floor;
    if (isAutoRun && postpone !== undefined) this.#outcome.postponeSeconds = postpone;

    if (word === 'none' || word === 'nvu' || word === 'busy') return this.#noWork(ticket, word);
    if (isAutoRun && postpone !== undefined) {
      this.#outcome.result = 'postponed';
      this.#outcome.status = `Update postponed by ${postpone} seconds.`;
      return undefined;
    }
    await this.#replayOldTicket(ticket);
    await this.#cut('afterAuthenticate', ticket);
    const facts = await this.#openCompany(ticket, word);
    if (facts) await this.#work(ticket, facts);
    return undefined;
  }

  async #noWork(ticket: string, word: 'none' | 'nvu' | 'busy'): Promise<void> {
    this.#outcome.result = word;
    this.#outcome.status = { none: 'No data exchange', nvu: 'Invalid password', busy: 'Application busy' }[
      word
    ];
    if (word === 'nvu') this.#outcome.errors.push('QBWC1040: The user name or password is not valid.');
    if (word === 'busy' && !this.settings.closesAfterBusy) return;
    await this.#calling('closeConnection', 'QBWC1044', () => this.service.closeConnection(ticket));
  }

  /** Opens the session, asking connectionError after each failure. Undefined when the service gave up. */
  async #openCompany(ticket: string, file: string): Promise<CompanyFacts | undefined> {
    let wanted = file;
    for (let failures = 0; failures < MAX_CONNECTION_ERRORS; failures += 1) {
      const opened = await this.company.open(wanted, this.#warn);
      if ('session' in opened) return opened;
      this.#outcome.errors.push(
        `QBWC1013: Error connecting to QuickBooks. ${opened.hresult} ${opened.message}`,
      );
      const reply = await this.#calling('connectionError', 'QBWC1045', () =>
        this.service.connectionError(ticket, opened.hresult, opened.message),
      );
      if (reply.toLowerCase() === 'done') {
        this.#outcome.result = 'error';
        this.#outcome.status = opened.message;
        if (this.settings.closesAfterConnectionError) await this.#close(ticket);
        return undefined;
      }
      wanted = reply;
    }
    throw new Stop('connectionError never answered "done": the Web Connector would go round for ever');
  }

  async #work(ticket: string, facts: CompanyFacts): Promise<void> {
    let hcpResponse = facts.hcpResponse;
    for (;;) {
      const request = await this.#calling('sendRequestXML', 'QBWC1041', () =>
        this.service.sendRequestXML(ticket, hcpResponse, facts.session),
      );
      hcpResponse = '';
      if (request === '' || request === NOOP) {
        if (await this.#isToAskAgain(ticket, request)) continue;
        return this.#close(ticket);
      }
      if (this.#outcome.roundTrips >= this.settings.maxRoundTrips) throw new Stop('Too many round trips.');
      const progress = await this.#roundTrip(ticket, request);
      this.#outcome.progress.push(progress);
      if (progress < 0) {
        await this.#showLastError(ticket);
        return this.#close(ticket);
      }
      if (progress >= 100) return this.#close(ticket);
    }
  }

  /** An empty answer or NoOp: true after the pause of a NoOp, false when the session is to be closed. */
  async #isToAskAgain(ticket: string, request: string): Promise<boolean> {
    const isAsking = request === '' || this.settings.asksLastErrorAfterNoOp;
    const reason = isAsking
      ? await this.#calling('getLastError', 'QBWC1043', () => this.service.getLastError(ticket))
      : NOOP;
    if (reason === NOOP) {
      await new Promise((resolve) => setTimeout(resolve, this.settings.noopSeconds * 1000));
      return true;
    }
    const text = reason === INTERACTIVE ? 'Interactive mode is not supported by this Web Connector' : reason;
    this.#fail(`QBWC1031: Finished with errors. ${text}`);
    return false;
  }

  async #roundTrip(ticket: string, request: string): Promise<number> {
    await this.#cut('beforeProcess', ticket);
    const set = await this.#process(request);
    this.memory.last = { ticket, set };
    await this.#cut('afterProcess', ticket);
    const progress = await this.#post(ticket, set);
    this.#outcome.roundTrips += 1;
    this.service.position.roundTrips = this.#outcome.roundTrips;
    await this.#cut('afterReceive', ticket, 1);
    return progress;
  }

  async #process(request: string): Promise<ProcessedSet> {
    const set = await this.company.process(request, this.#outcome.roundTrips);
    if (set.hresult === '') return set;
    if (this.settings.quickbooksFailure === 'crash' && set.hresult === RPC_FAILED.hresult)
      throw new Cut('crashed');
    this.#outcome.errors.push(`QuickBooks: ${set.hresult} ${set.message}`);
    return set;
  }

  async #post(ticket: string, set: ProcessedSet): Promise<number> {
    const send = (fault?: string) => (): Promise<number> =>
      this.service.receiveResponseXML(ticket, set, fault);
    const progress = await this.#calling('receiveResponseXML', 'QBWC1042', send());
    const isTwice = this.faults.take('duplicateResponse', this.#outcome.roundTrips) !== undefined;
    return isTwice ? this.#calling('receiveResponseXML', 'QBWC1042', send('duplicateResponse')) : progress;
  }

  /** A late retry of the previous update's last answer; whatever it brings back is only logged. */
  async #replayOldTicket(ticket: string): Promise<void> {
    const last = this.memory.last;
    if (!last || last.ticket === ticket || !this.faults.take('replayOldTicket', 0)) return;
    await this.service.receiveResponseXML(last.ticket, last.set, 'replayOldTicket').catch(() => undefined);
  }

  async #showLastError(ticket: string): Promise<void> {
    const text = await this.#calling('getLastError', 'QBWC1043', () => this.service.getLastError(ticket));
    this.#fail(`QBWC1031: Finished with errors. ${text}`);
  }

  async #close(ticket: string): Promise<void> {
    await this.company.end();
    const text = await this.#calling('closeConnection', 'QBWC1044', () =>
      this.service.closeConnection(ticket),
    );
    this.#outcome.status = text;
  }

  /** `counted` is how many of the finished round trips belong to the one the cut stands in. */
  async #cut(place: CutPlace, ticket: string, counted = 0): Promise<void> {
    const fault = this.faults.take('cut', this.#outcome.roundTrips - counted, (each) => each.cut === place);
    if (!fault) return;
    await this.company.end();
    if (fault.die) this.die();
    throw new Cut(`cut ${place} of ticket ${ticket.slice(0, 4)}…`);
  }

  #calling<T>(method: string, code: `QBWC${number}`, call: () => Promise<T>): Promise<T>;
  #calling<T>(
    method: string,
    code: `QBWC${number}`,
    call: () => Promise<T>,
    need: 'optional',
  ): Promise<T | undefined>;
  async #calling<T>(
    method: string,
    code: `QBWC${number}`,
    call: () => Promise<T>,
    need: 'optional' | 'compulsory' = 'compulsory',
  ): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SoapFailure)) throw error;
      const message = `${code}: An exception occurred in ${method}. ${error.message}`;
      if (need === 'compulsory') throw new Stop(message);
      this.#outcome.errors.push(message);
      return undefined;
    }
  }

  #fail(message: string): void {
    this.#outcome.result = 'error';
    this.#outcome.errors.push(message);
  }

  #seconds(text: string | undefined): number | undefined {
    const count = Number(text?.trim() || NaN);
    return Number.isFinite(count) && count >= 0 ? count : undefined;
  }
}
