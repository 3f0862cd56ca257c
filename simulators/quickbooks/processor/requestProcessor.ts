import type { CompanyFile } from '../books/companyFile';
import type { PcClock } from '../books/clock';
import type { Change } from '../books/changes';
import { LIST_CATALOGUE } from '../definitions/lists';
import { TRANSACTION_CATALOGUE } from '../definitions/transactions';
import { ParserRefusal } from '../language/refusal';
import type { XmlElement } from '../language/xmlTree';
import { answerDocument, answerElement, failureElement } from './answer';
import type { Faults } from './faults';
import { preference } from './features';
import type { IteratorTable } from './iterators';
import { readMessageSet, type ReadyRequest, type ReadySet } from './readMessageSet';
import { checksumOf, decideRecovery, RECOVERY } from './recovery';
import type { HostFacts, Reply, RequestContext } from './requestContext';
import { refused, StatusError } from './status';

/** Who speaks: an application through its session, or the person at the PC, whom no fault of the link meets. */
export interface Caller {
  readonly kind: 'session' | 'person' | 'quickBooksItself';
  readonly iterators: IteratorTable;
  /** The application asked for reading only (qbXML 3263). */
  readonly isReadOnly?: boolean;
  readonly seesPersonalData?: boolean;
}

/** What became of a message set. */
export interface Processed {
  readonly text: string;
  readonly set: ReadySet;
  readonly answers: readonly XmlElement[];
  readonly messageSetStatusCode: number | undefined;
  readonly answeredFromStore: boolean;
  readonly recordCount: number;
}

/** What requests take, this program's own computing included: it waits for the rest. */
export interface Cost {
  readonly msPerRequest: number;
  readonly msPerRecord: number;
}

export interface ProcessorParts {
  readonly file: CompanyFile;
  readonly clock: PcClock;
  readonly host: HostFacts;
  readonly faults: Faults;
  readonly cost: Cost;
  readonly sleep: (ms: number) => Promise<void>;
  /** Ends the process at once, as a power cut would. */
  readonly kill: (where: string) => never;
}

/**
 * The request processor. Each request of a set is committed on its own; there is no rollback, whatever onError
 * says (qbxml.md §1). Throws ParserRefusal when the document does not pass the parser; then nothing has run.
 */
export class RequestProcessor {
  constructor(private readonly parts: ProcessorParts) {}

  async process(document: string, caller: Caller): Promise<Processed> {
    const { file, faults } = this.parts;
    const startedAt = performance.now();
    const text = faults.rawNonAscii === 'questionMark' ? document.replace(/[^\p{ASCII}]/gu, '?') : document;
    const set = readMessageSet(text, this.#host().highestVersion);
    if (caller.kind === 'session' && isRefused(document, faults))
      throw new ParserRefusal(`A test wants no “${faults.refuseSetContaining}”.`);
    const { newMessageSetID, oldMessageSetID } = set;
    const checksum = checksumOf(document);
    const step = decideRecovery(
      { newMessageSetID, oldMessageSetID, isEmpty: set.requests.length === 0, checksum },
      file.books.storedAnswers,
    );
    const usesRecovery = newMessageSetID !== undefined || oldMessageSetID !== undefined;
    const nothingRan = { set, answers: [], recordCount: 0 };

    if (step.do === 'answerAgain') {
      return { ...nothingRan, text: step.text, messageSetStatusCode: RECOVERY.fine, answeredFromStore: true };
    }
    if (step.do === 'answerEmpty') {
      const answer = answerDocument([], newMessageSetID, step.code);
      return { ...nothingRan, text: answer, messageSetStatusCode: step.code, answeredFromStore: false };
    }

    file.commit(step.before);
    const { answers, recordCount, costMs } = await this.#runAll(set, caller, startedAt);
    const isLost = newMessageSetID !== undefined && this.#uses(caller, 'cannotStoreAnswer');
    const code = usesRecovery ? (isLost ? RECOVERY.notStored : step.code) : undefined;
    const answer = answerDocument(answers, newMessageSetID, code);
    if (newMessageSetID !== undefined && !isLost) {
      file.commit([{ do: 'storeAnswer', answer: { id: newMessageSetID, checksum, text: answer } }]);
    }
    if (caller.kind === 'session' && set.writes && faults.killAfterAnswerStored) {
      this.parts.kill('after the answer was stored');
    }
    await this.#takeTime(caller, startedAt + costMs);
    return { set, answers, text: answer, messageSetStatusCode: code, answeredFromStore: false, recordCount };
  }

  /** @param startedAt when the set came, by `performance.now()`: what reading and storing it takes is part of its cost. */
  async #runAll(
    set: ReadySet,
    caller: Caller,
    startedAt: number,
  ): Promise<{ answers: XmlElement[]; recordCount: number; costMs: number }> {
    const { faults, cost } = this.parts;
    const isAtRisk = caller.kind === 'session' && set.writes;
    const answers: XmlElement[] = [];
    let recordCount = 0;
    let hasFailed = false;
    let costMs = 0;

    for (const [index, request] of set.ready.entries()) {
      if (hasFailed && set.onError === 'stopOnError') {
        answers.push(failureElement(request.element, refused.notProcessed()));
        continue;
      }
      if (isAtRisk && faults.killBeforeRequest === index + 1)
        this.parts.kill(`before request ${String(index + 1)}`);
      const outcome = this.#runOne(request, caller);
      if (isAtRisk && faults.killAfterRequest === index + 1)
        this.parts.kill(`after request ${String(index + 1)}`);

      if (outcome instanceof StatusError) {
        hasFailed = true;
        answers.push(failureElement(request.element, outcome));
      } else {
        recordCount += outcome.rets.length;
        answers.push(answerElement(request.element, outcome, set.includeResponseData));
      }
      const records = outcome instanceof StatusError ? 0 : outcome.rets.length;
      costMs += cost.msPerRequest + cost.msPerRecord * records;
      // The last one's time passes when its answer stands.
      if (index < set.ready.length - 1) await this.#takeTime(caller, startedAt + costMs);
    }
    return { answers, recordCount, costMs };
  }

  async #takeTime(caller: Caller, until: number): Promise<void> {
    const wait = until - performance.now();
    if (wait > 0 && caller.kind === 'session') await this.parts.sleep(wait);
  }

  /** Runs and commits one request; a failed one commits nothing. */
  #runOne({ element, message }: ReadyRequest, caller: Caller): Reply | StatusError {
    try {
      const requestID = element.attributes.requestID ?? '';
      if (requestID.length > 50) throw refused.badRequestId(requestID);
      if (this.#uses(caller, 'internalErrorNext')) throw refused.internal();
      if (this.#isArranged(element) && this.#uses(caller, 'refuseNext'))
        throw refused.arranged(this.parts.faults.refuseCode);
      if (message.writes && this.#uses(caller, 'lockNext')) throw this.#lock(element);
      if (message.writes && caller.isReadOnly) throw refused.readOnly();
      const reply = message.run(element, this.context(caller));
      this.#commit(reply.changes ?? []);
      return reply.printAfterwards ? { ...reply, rets: reply.printAfterwards(this.context(caller)) } : reply;
    } catch (error) {
      if (error instanceof StatusError) return error;
      throw error;
    }
  }

  /** What a request of this caller may look at. */
  context(caller: Caller): RequestContext {
    const { file, clock, faults } = this.parts;
    const allowed = preference(
      file.books.preferences,
      'CurrentAppAccessRights',
      'IsPersonalDataAccessAllowed',
    );
    return {
      books: file.books,
      clock,
      lists: LIST_CATALOGUE,
      transactions: TRANSACTION_CATALOGUE,
      iterators: caller.iterators,
      behaviour: faults,
      host: this.#host(),
      personalDataAllowed:
        caller.kind !== 'session' || (allowed === 'true' && caller.seesPersonalData !== false),
      isTypedIn: caller.kind !== 'session',
      isQuickBooksItself: caller.kind === 'quickBooksItself',
    };
  }

  /** What this program says of itself now: a switch makes it another country's, or an older one. */
  #host(): HostFacts {
    const { host, faults } = this.parts;
    return {
      ...host,
      country: faults.country,
      highestVersion: faults.highestVersion === '' ? host.highestVersion : faults.highestVersion,
    };
  }

  #commit(changes: readonly Change[]): void {
    this.parts.file.commit(changes);
  }

  #lock(element: XmlElement): StatusError {
    const name = element.name.replace(/(Add|Mod)?Rq$/, '');
    const isTransaction = TRANSACTION_CATALOGUE.has(name) || /^Txn/.test(name);
    if (isTransaction && this.parts.faults.lockCode === 3180)
      return refused.savingTransaction(
        name,
        'The transaction could not be locked. It is in use by another user.',
      );
    return this.parts.faults.lockCode === 3175
      ? refused.inUse(name)
      : refused.saving(name, name, 'The list element could not be locked. It is in use by another user.');
  }

  #isArranged({ name }: XmlElement): boolean {
    const { refuseRequest } = this.parts.faults;
    return refuseRequest === '' || refuseRequest === name;
  }

  /** Takes one off a counted fault; the person at the PC is spared. */
  #uses(
    caller: Caller,
    fault: 'cannotStoreAnswer' | 'internalErrorNext' | 'lockNext' | 'refuseNext',
  ): boolean {
    const { faults } = this.parts;
    if (caller.kind !== 'session' || faults[fault] <= 0) return false;
    faults[fault] -= 1;
    return true;
  }
}

const isRefused = (document: string, { refuseSetContaining: text }: Faults): boolean =>
  text !== '' && document.includes(text);
