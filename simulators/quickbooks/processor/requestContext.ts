import type { Books } from '../books/books';
import type { Change } from '../books/changes';
import type { PcClock } from '../books/clock';
import type { ListRecord } from '../books/records';
import type { ListCatalogue } from '../definitions/listDefinition';
import type { TransactionCatalogue } from '../definitions/transactions/transactionDefinition';
import type { XmlElement } from '../language/xmlTree';
import type { IteratorTable } from './iterators';
import type { Behaviour } from './undocumented';

/** What this QuickBooks says of itself. */
export interface HostFacts {
  readonly productName: string;
  readonly programVersion: string;
  readonly highestVersion: string;
  readonly fileMode: 'SingleUser' | 'MultiUser';
  /** Of the program's edition: US, CA, UK, AU. */
  readonly country: string;
}

/** What one request may look at while it runs. It changes nothing itself: it returns changes. */
export interface RequestContext {
  readonly books: Books;
  readonly clock: PcClock;
  readonly lists: ListCatalogue;
  readonly transactions: TransactionCatalogue;
  readonly iterators: IteratorTable;
  readonly behaviour: Behaviour;
  readonly host: HostFacts;
  readonly personalDataAllowed: boolean;
  /** A person before the screen, who may do what no message can. */
  readonly isTypedIn: boolean;
  /** QuickBooks itself at work (a new company file): may make system accounts. */
  readonly isQuickBooksItself: boolean;
}

/** The outcome of one request that did not fail. */
export interface Reply {
  readonly rets: readonly XmlElement[];
  readonly status?: { readonly code: number; readonly message: string };
  readonly attributes?: Readonly<Record<string, string>>;
  readonly changes?: readonly Change[];
  /** Elements of the answer that show the books as they are after the changes. */
  readonly printAfterwards?: (context: RequestContext) => readonly XmlElement[];
}

/** The entry above, or any other of the same list, by ListID. */
export function finderIn(books: Books, list: string): (id: string) => ListRecord | undefined {
  return (id) => books.find(list, id);
}
