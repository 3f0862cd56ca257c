import { mkdirSync, mkdtempSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DevStack } from '../../src/processes/devStack';
import type { Books, Edit, Link } from '../checks/evidence';
import type { PayablesBooks } from '../checks/payables/books';
import type { ReceivablesBooks } from '../checks/receivables/books';
import type { MonthBill } from '../data/monthOfBills';
import type { MonthInvoice } from '../data/monthOfInvoices';
import { WrongUse, type DemoOptions } from '../options';
import type { DemoUser } from './dashboard';
import type { CompanyDocument, SyncDocument } from './documents';
import type { Simulators, Update } from './simulators';
import type { Tieout } from './tieout';

/** A cycle as the story saw it. */
export interface PlayedCycle extends Pick<SyncDocument, 'cycle' | 'applied' | 'refused'> {
  readonly what: string;
  readonly updates: readonly Update[];
}

/** Everything the story has on stage; filled chapter by chapter, taken down in one place. */
export class Stage {
  readonly folder: string;
  readonly logs: string;
  readonly stackFolder: string;
  readonly isTemporary: boolean;
  readonly cycles: PlayedCycle[] = [];
  edits: Edit[] = [];
  /** Pairs that people made: accepted, or given one name. */
  accepted: Link[] = [];
  /** Of the story, once it is told to its end. */
  exitCode: 0 | 1 | undefined;
  #stack: Promise<DevStack> | undefined;
  #runningStack: DevStack | undefined;
  #tieout: Tieout | undefined;
  #simulators: Simulators | undefined;
  #company: CompanyDocument | undefined;
  #user: DemoUser | undefined;
  /** The month of bills, some of which stand in the books when the story begins. */
  month: readonly MonthBill[] = [];
  /** Its invoices; older ones stand in QuickBooks when the story begins. */
  invoices: readonly MonthInvoice[] = [];
  /** The day from which QuickBooks’ invoices go over. */
  receivablesSince = '';
  #atStart: Books | undefined;
  #payablesAtStart: PayablesBooks | undefined;
  #receivablesAtStart: ReceivablesBooks | undefined;
  #afterFirstSync: Books | undefined;

  constructor(readonly options: DemoOptions) {
    this.isTemporary = options.dataFolder === undefined;
    this.folder =
      options.dataFolder === undefined
        ? mkdtempSync(path.join(tmpdir(), 'tieout-demo-'))
        : path.resolve(options.dataFolder);
    if (existsSync(this.folder) && readdirSync(this.folder).length > 0)
      throw new WrongUse(`${this.folder} is not empty. Delete it, or name another folder with --data.`);
    this.stackFolder = path.join(this.folder, 'tieout');
    this.logs = path.join(this.stackFolder, 'logs');
    mkdirSync(this.logs, { recursive: true });
  }

  /** Takes the stack over while it starts, so that it is stopped whenever the story ends. */
  async starts(stack: Promise<DevStack>): Promise<void> {
    this.#stack = stack;
    this.#runningStack = await stack;
  }
  get stack(): DevStack {
    return there(this.#runningStack, 'stack');
  }
  get tieout(): Tieout {
    return there(this.#tieout, 'command line');
  }
  set tieout(tieout: Tieout) {
    this.#tieout = tieout;
  }
  get simulators(): Simulators {
    return there(this.#simulators, 'simulators');
  }
  set simulators(simulators: Simulators) {
    this.#simulators = simulators;
  }
  get company(): CompanyDocument {
    return there(this.#company, 'company');
  }
  set company(company: CompanyDocument) {
    this.#company = company;
  }
  get user(): DemoUser {
    return there(this.#user, 'user of the dashboard');
  }
  set user(user: DemoUser) {
    this.#user = user;
  }
  get atStart(): Books {
    return there(this.#atStart, 'books at the start');
  }
  set atStart(books: Books) {
    this.#atStart = books;
  }
  get payablesAtStart(): PayablesBooks {
    return there(this.#payablesAtStart, 'payables at the start');
  }
  set payablesAtStart(books: PayablesBooks) {
    this.#payablesAtStart = books;
  }
  get receivablesAtStart(): ReceivablesBooks {
    return there(this.#receivablesAtStart, 'receivables at the start');
  }
  set receivablesAtStart(books: ReceivablesBooks) {
    this.#receivablesAtStart = books;
  }
  get afterFirstSync(): Books {
    return there(this.#afterFirstSync, 'books after the first sync');
  }
  set afterFirstSync(books: Books) {
    this.#afterFirstSync = books;
  }

  /** Stops all that was started, whatever state it is in. */
  async stop(): Promise<void> {
    this.#tieout?.stop();
    await Promise.allSettled([this.#simulators?.stop()]);
    const stack = await this.#stack?.catch(() => undefined);
    await stack?.stop();
  }

  removeFiles(): void {
    if (this.isTemporary) rmSync(this.folder, { recursive: true, force: true });
  }
}

function there<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`the ${name} is not there yet`);
  return thing;
}
