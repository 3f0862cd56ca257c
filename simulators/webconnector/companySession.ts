import { learnCompany, HcpFailure, type CompanyFacts } from './companyFacts';
import type { FaultPlan } from './faultPlan';
import type { QuickBooksPort, Refusal } from './quickbooksPort';
import type { UpdateSettings } from './updateTerms';
import type { ProcessedSet } from './webService';

/** The QuickBooks side of one update: one session with one company file, opened late and always ended. */
export class CompanySession {
  #ticket: string | undefined;

  constructor(
    private readonly settings: Pick<UpdateSettings, 'qwc' | 'machine' | 'takesLock'>,
    private readonly quickbooks: QuickBooksPort,
    private readonly faults: FaultPlan,
  ) {}

  /** Opens a file ("" is the one open now), stamps it at first use, and asks what sendRequestXML will tell. */
  async open(companyFile: string, warn: (message: string) => void): Promise<CompanyFacts | Refusal> {
    const { qwc, machine, takesLock } = this.settings;
    const { ownerID, fileID, isReadOnly, personalDataPref, unattendedModePref } = qwc;
    const application = {
      applicationName: qwc.appName,
      ownerID,
      fileID,
      isReadOnly,
      personalDataPref,
      unattendedModePref,
    };
    const opened = await this.quickbooks.begin(companyFile, application);
    if ('hresult' in opened) return opened;
    this.#ticket = opened.ticket;
    try {
      const stamp = { ownerID, fileID, machine, takesLock };
      return await learnCompany(this.quickbooks, opened.ticket, opened.companyFile, stamp, warn);
    } catch (error) {
      if (!(error instanceof HcpFailure)) throw error;
      warn(`QBWC1014: HCP queries failed: ${error.message}`);
      await this.end();
      return error.refusal;
    }
  }

  /** Runs one message set, `roundTrips` after the first; arranged faults refuse it or shorten its answer. */
  async process(request: string, roundTrips: number): Promise<ProcessedSet> {
    const refused = this.faults.take('hresult', roundTrips);
    if (refused && !refused.committed) return failed(refused);
    const answer = await this.quickbooks.process(this.#ticket ?? '', request);
    if (refused) return failed(refused);
    if ('hresult' in answer) return failed(answer);
    const truncate = this.faults.take('truncateResponse', roundTrips)?.truncateResponse;
    const kept =
      truncate === true ? Math.floor(answer.response.length / 2) : (truncate ?? answer.response.length);
    return { response: answer.response.slice(0, kept), hresult: '', message: '' };
  }

  /** May be called at any time, and more than once. */
  async end(): Promise<void> {
    const ticket = this.#ticket;
    this.#ticket = undefined;
    if (ticket !== undefined) await this.quickbooks.end(ticket);
  }
}

function failed({ hresult, message }: Refusal): ProcessedSet {
  return { response: '', hresult, message };
}
