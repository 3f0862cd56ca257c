import { randomUUID } from 'node:crypto';
import type { Faults, ReachState } from '../processor/faults';
import { IteratorTable } from '../processor/iterators';
import { BAD_TICKET, UNREACHABLE, type ComFailure } from './hresults';

export interface BeginRequest {
  readonly companyFile: string;
  readonly applicationName: string;
  readonly ownerID?: string | undefined;
  readonly fileID?: string | undefined;
  readonly isReadOnly?: boolean;
  readonly personalDataPref?: string;
}

/** One application's session with the company file. */
export interface Session {
  readonly ticket: string;
  readonly applicationName: string;
  readonly ownerID: string | undefined;
  readonly fileID: string | undefined;
  readonly isReadOnly: boolean;
  /** Whether the application asked for personal data at all (PersonalDataPref of the .qwc). */
  readonly seesPersonalData: boolean;
  readonly iterators: IteratorTable;
  /** QuickBooks may have been started for this session alone. */
  readonly beganIn: ReachState;
}

/** The sessions of this process. None survives it. */
export class Sessions {
  readonly #open = new Map<string, Session>();

  constructor(
    private readonly companyFile: string,
    private readonly faults: Faults,
    private readonly iteratorIdleMs: number,
  ) {}

  begin(request: BeginRequest): Session | ComFailure {
    const failure = this.#whyNot(request.companyFile);
    if (failure) return failure;
    const session: Session = {
      ticket: randomUUID(),
      applicationName: request.applicationName,
      ownerID: request.ownerID?.toUpperCase(),
      fileID: request.fileID,
      isReadOnly: request.isReadOnly ?? false,
      seesPersonalData: request.personalDataPref !== 'pdpNotNeeded',
      iterators: new IteratorTable(this.iteratorIdleMs),
      beganIn: this.faults.state,
    };
    this.#open.set(session.ticket, session);
    return session;
  }

  /** The session of a ticket. A dialog blocks it for a while; any other loss of QuickBooks ends it. */
  use(ticket: string): Session | ComFailure {
    const session = this.#open.get(ticket);
    if (!session) return BAD_TICKET;
    if (this.faults.state === 'ready' || this.faults.state === session.beganIn) return session;
    if (this.faults.state === 'modalDialog') return UNREACHABLE.modalDialog;
    this.#open.delete(ticket);
    return BAD_TICKET;
  }

  end(ticket: string): boolean {
    return this.#open.delete(ticket);
  }

  /** A person closed or replaced the company file. */
  endAll(): void {
    this.#open.clear();
  }

  #whyNot(asked: string): ComFailure | undefined {
    const { state } = this.faults;
    if (asked === '') return state === 'ready' ? undefined : UNREACHABLE[state];
    if (state === 'ready' || state === 'notRunning' || state === 'noFileOpen') {
      return asked.toLowerCase() === this.companyFile.toLowerCase() ? undefined : this.#notThisFile();
    }
    return UNREACHABLE[state];
  }

  #notThisFile(): ComFailure {
    return this.faults.state === 'ready' ? UNREACHABLE.otherFileOpen : UNREACHABLE.noFileOpen;
  }
}

/** Whether the request processor failed instead of giving a session. */
export function isFailure(result: Session | ComFailure): result is ComFailure {
  return 'hresult' in result;
}
