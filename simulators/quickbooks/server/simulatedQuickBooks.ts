import type { CompanyFile } from '../books/companyFile';
import type { PcClock } from '../books/clock';
import { ParserRefusal } from '../language/refusal';
import type { Faults } from '../processor/faults';
import { IteratorTable } from '../processor/iterators';
import type { Caller, Cost, Processed, ProcessorParts } from '../processor/requestProcessor';
import { RequestProcessor } from '../processor/requestProcessor';
import type { HostFacts, RequestContext } from '../processor/requestContext';
import type { ComFailure } from './hresults';
import type { LogEntry, MessageLog } from './messageLog';
import { Sessions, isFailure, type BeginRequest } from './sessions';
import { stampCompany, type Stamp, type StampRequest } from './stamp';

export interface SimulatedQuickBooksParts {
  readonly file: CompanyFile;
  readonly clock: PcClock;
  readonly host: HostFacts;
  readonly faults: Faults;
  readonly cost: Cost;
  readonly log: MessageLog;
  /** The path of the company file as the PC sees it. */
  readonly companyFile: string;
  readonly iteratorIdleMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly killProcess: () => never;
}

/** An answer to a message set; `isDropped` asks for the connection to be broken instead. */
export type SetAnswer = { readonly response: string } | ComFailure | { readonly isDropped: true };

/** QuickBooks as one PC has it: a company file, a request processor, sessions and a person before the screen. */
export class SimulatedQuickBooks {
  readonly sessions: Sessions;
  readonly #processor: RequestProcessor;
  /** One message set at a time; a person's edits come in between its requests. */
  #turn: Promise<unknown> = Promise.resolve();
  #running: Omit<LogEntry, 'seq' | 'at' | 'fate'> | undefined;

  constructor(readonly parts: SimulatedQuickBooksParts) {
    this.sessions = new Sessions(parts.companyFile, parts.faults, parts.iteratorIdleMs);
    const processorParts: ProcessorParts = { ...parts, kill: (where) => this.#kill(where) };
    this.#processor = new RequestProcessor(processorParts);
  }

  begin(request: BeginRequest): { ticket: string; companyFile: string } | ComFailure {
    const session = this.sessions.begin(request);
    if (isFailure(session)) return session;
    return { ticket: session.ticket, companyFile: this.parts.companyFile };
  }

  /** Processes a message set of an application. */
  processForSession(ticket: string, document: string): Promise<SetAnswer> {
    const turn = this.#turn.then(() => this.#processInTurn(ticket, document));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Processes qbXML as the person at the PC would type it in: the same rules, but no faults and no waiting. */
  async processForPerson(document: string): Promise<SetAnswer> {
    const caller: Caller = { kind: 'person', iterators: new IteratorTable(this.parts.iteratorIdleMs) };
    return this.#process(document, caller, undefined);
  }

  /** Writes FileID and AppLock as the Web Connector does. */
  stamp(request: StampRequest): Stamp {
    const { stamp, changes } = stampCompany(request, this.contextOfPerson());
    this.parts.file.commit(changes);
    return stamp;
  }

  /** A look at the books with all rights. */
  contextOfPerson(): RequestContext {
    return this.#processor.context({
      kind: 'person',
      iterators: new IteratorTable(this.parts.iteratorIdleMs),
    });
  }

  async #processInTurn(ticket: string, document: string): Promise<SetAnswer> {
    const { faults } = this.parts;
    if (faults.delayMs > 0) await this.parts.sleep(faults.delayMs);
    const session = this.sessions.use(ticket);
    if (isFailure(session)) return session;
    if (this.#mustDrop('beforeCommit')) return { isDropped: true };
    const answer = await this.#process(document, { kind: 'session', ...session }, ticket);
    if (!('response' in answer)) return answer;
    if (this.#mustDrop('afterCommit')) return { isDropped: true };
    if (faults.truncateAnswer > 0) {
      faults.truncateAnswer -= 1;
      return { response: answer.response.slice(0, Math.floor(answer.response.length / 2)) };
    }
    return answer;
  }

  async #process(
    document: string,
    caller: Caller,
    ticket: string | undefined,
  ): Promise<{ response: string } | ComFailure> {
    const started = performance.now();
    const base = {
      by: caller.kind === 'person' ? ('person' as const) : ('session' as const),
      ...(ticket === undefined ? {} : { ticket }),
      bytesIn: Buffer.byteLength(document),
    };
    if (caller.kind === 'session') this.#running = { ...base, requests: [], records: 0, bytesOut: 0, ms: 0 };
    try {
      const processed = await this.#processor.process(document, caller);
      const ms = Math.round(performance.now() - started);
      this.parts.log.add({ ...base, ...logged(processed), ms, fate: 'answered' });
      return { response: processed.text };
    } catch (error) {
      if (!(error instanceof ParserRefusal)) throw error;
      const ms = Math.round(performance.now() - started);
      const failure = { hresult: ParserRefusal.HRESULT, detail: error.reason };
      this.parts.log.add({ ...base, ...failure, requests: [], records: 0, bytesOut: 0, ms, fate: 'refused' });
      return { hresult: ParserRefusal.HRESULT, message: ParserRefusal.TEXT };
    } finally {
      this.#running = undefined;
    }
  }

  #mustDrop(when: 'beforeCommit' | 'afterCommit'): boolean {
    const { faults } = this.parts;
    if (faults.dropAnswer !== when || faults.dropCount <= 0) return false;
    faults.dropCount -= 1;
    if (faults.dropCount === 0) faults.dropAnswer = 'no';
    return true;
  }

  #kill(where: string): never {
    if (this.#running) this.parts.log.add({ ...this.#running, detail: where, fate: 'killed' });
    return this.parts.killProcess();
  }
}

function logged(
  processed: Processed,
): Pick<LogEntry, 'requests' | 'records' | 'bytesOut'> & Partial<LogEntry> {
  const { set, answers, text, recordCount, messageSetStatusCode, answeredFromStore } = processed;
  return {
    ...(set.newMessageSetID === undefined ? {} : { newMessageSetID: set.newMessageSetID }),
    ...(set.oldMessageSetID === undefined ? {} : { oldMessageSetID: set.oldMessageSetID }),
    ...(messageSetStatusCode === undefined ? {} : { messageSetStatusCode }),
    ...(answeredFromStore ? { answeredFromStore } : {}),
    requests: set.requests.map((request, index) => {
      const status = answers[index]?.attributes.statusCode;
      const { requestID } = request.attributes;
      return {
        name: request.name,
        ...(requestID === undefined ? {} : { requestID }),
        ...(status === undefined ? {} : { statusCode: Number(status) }),
      };
    }),
    records: recordCount,
    bytesOut: Buffer.byteLength(text),
  };
}
