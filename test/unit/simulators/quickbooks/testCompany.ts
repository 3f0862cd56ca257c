import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seed } from '../../../../simulators/quickbooks/books/seed';
import { readXml } from '../../../../simulators/quickbooks/language/readXml';
import { child, childText, type XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { openSimulatedQuickBooks, type StartOptions } from '../../../../simulators/quickbooks/server/start';
import { turnSwitches, type FaultSwitches } from '../../../../simulators/quickbooks/server/faultSwitches';
import type {
  SetAnswer,
  SimulatedQuickBooks,
} from '../../../../simulators/quickbooks/server/simulatedQuickBooks';

/** 2026-07-01 10:00:00 in Los Angeles, in summer time. */
const START = Date.parse('2026-07-01T17:00:00Z');

export class ProcessKilled extends Error {}

/** A simulated QuickBooks in this process, with a session and a clock that the test moves. */
export class TestCompany {
  readonly directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  now = START;
  quickBooks: SimulatedQuickBooks;
  ticket: string;

  constructor(
    private readonly seed: Seed = {},
    private readonly options: Partial<StartOptions> = {},
  ) {
    this.quickBooks = this.#open();
    this.ticket = this.begin();
  }

  /** The process ended and was started again. */
  restart(): void {
    this.quickBooks.parts.file.close();
    this.quickBooks = this.#open();
    this.ticket = this.begin();
  }

  begin(companyFile = ''): string {
    const begun = this.quickBooks.begin({
      companyFile,
      applicationName: 'test',
      ownerID: OWNER,
      fileID: FILE,
    });
    if ('hresult' in begun) throw new Error(`${begun.hresult} ${begun.message}`);
    return begun.ticket;
  }

  turn(switches: FaultSwitches): void {
    turnSwitches(this.quickBooks.parts.faults, switches);
    this.quickBooks.parts.clock.offsetMs = this.quickBooks.parts.faults.clock;
  }

  later(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** Sends a whole document and returns what comes back. */
  send(document: string): Promise<SetAnswer> {
    return this.quickBooks.processForSession(this.ticket, document);
  }

  /** Sends requests in one message set; the answers to them. */
  async ask(requests: string, attributes = 'onError="continueOnError"'): Promise<XmlElement[]> {
    return answersIn(await this.send(messageSet(requests, attributes)));
  }

  /** Sends one request; its answer. */
  async askOne(request: string): Promise<XmlElement> {
    return (await this.ask(request))[0] as XmlElement;
  }

  /** Sends one request and expects it to be done; its first Ret. */
  async done(request: string): Promise<XmlElement> {
    const answer = await this.askOne(request);
    expect(statusOf(answer)).toEqual([0, 'Info', 'Status OK']);
    return answer.children[0] as XmlElement;
  }

  /** Sends one request; its status code. */
  async code(request: string): Promise<number> {
    return Number((await this.askOne(request)).attributes.statusCode);
  }

  async addVendor(name: string, more = ''): Promise<XmlElement> {
    return this.done(`<VendorAddRq><VendorAdd><Name>${name}</Name>${more}</VendorAdd></VendorAddRq>`);
  }

  remove(): void {
    this.quickBooks.parts.file.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  #open(): SimulatedQuickBooks {
    return openSimulatedQuickBooks({
      directory: this.directory,
      port: 0,
      seed: this.seed,
      msPerRequest: 0,
      msPerRecord: 0,
      zone: 'America/Los_Angeles',
      clockSkewMs: 0,
      printedOffset: 'standard',
      highestVersion: '16.0',
      companyFile: 'C:\\Books\\test.qbw',
      iteratorIdleMs: 10_000,
      killProcess: () => {
        throw new ProcessKilled();
      },
      realNow: () => this.now,
      ...this.options,
    });
  }
}

export const OWNER = '{512349B1-1111-2222-3333-000DE1813D20}';
export const FILE = '{0A1B2C3D-1111-2222-3333-000DE1813D20}';

export function messageSet(
  requests: string,
  attributes = 'onError="continueOnError"',
  version = '13.0',
): string {
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${version}"?><QBXML><QBXMLMsgsRq ${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;
}

/** The QBXMLMsgsRs of an answer. */
export function setIn(answer: SetAnswer): XmlElement {
  if (!('response' in answer)) throw new Error(`no response: ${JSON.stringify(answer)}`);
  return child(readXml(answer.response).root, 'QBXMLMsgsRs') as XmlElement;
}

export function answersIn(answer: SetAnswer): XmlElement[] {
  return [...setIn(answer).children];
}

export function statusOf(answer: XmlElement): [code: number, severity?: string, message?: string] {
  const { statusCode, statusSeverity, statusMessage } = answer.attributes;
  return [Number(statusCode), statusSeverity as string, statusMessage as string];
}

/** Texts of a path below an element: `field(ret, 'VendorAddress', 'City')`. */
export function field(element: XmlElement, ...path: string[]): string | undefined {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return childText(element, name);
  const next = child(element, name);
  return next && field(next, ...rest);
}

export const idOf = (ret: XmlElement): string => field(ret, 'ListID') ?? '';
export const sequenceOf = (ret: XmlElement): string => field(ret, 'EditSequence') ?? '';

/** A Mod of an entry as it was last seen. */
export function mod(list: string, ret: XmlElement, fields: string): string {
  return `<${list}ModRq><${list}Mod><ListID>${idOf(ret)}</ListID><EditSequence>${sequenceOf(ret)}</EditSequence>${fields}</${list}Mod></${list}ModRq>`;
}

/** The children of that name. */
export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((each) => each.name === name);
}
