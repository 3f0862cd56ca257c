import { childText, type XmlElement } from '../language/xmlTree';
import type { EntryKey } from './iterators';
import type { Reply, RequestContext } from './requestContext';
import { NOTHING_FOUND, refused, someNotFound } from './status';

/** What a query can do with the records it finds. */
export interface Search<R> {
  /** The elements that name records one by one; they exclude iterators. */
  readonly keys: readonly string[];
  readonly find: () => { readonly records: readonly R[]; readonly missing: string | undefined };
  readonly keyOf: (record: R) => EntryKey;
  readonly byKey: (key: EntryKey) => R | undefined;
  readonly print: (records: readonly R[]) => XmlElement[];
}

/** Answers a query: all at once, capped by MaxReturned, counted only, or page by page (qbxml.md §5). */
export function answerQuery<R>(search: Search<R>, request: XmlElement, context: RequestContext): Reply {
  const query = new Query(search, request, context);
  return request.attributes.iterator === undefined ? query.answerAtOnce() : query.answerPage();
}

class Query<R> {
  readonly #max: number;

  constructor(
    private readonly search: Search<R>,
    private readonly request: XmlElement,
    private readonly context: RequestContext,
  ) {
    this.#max = Number(childText(request, 'MaxReturned') ?? Number.POSITIVE_INFINITY);
  }

  answerAtOnce(): Reply {
    if (this.request.attributes.iteratorID !== undefined) {
      throw refused.notAllowedHere('iteratorID', 'It needs the attribute iterator.');
    }
    const { records, missing } = this.search.find();
    const metaData = this.request.attributes.metaData ?? 'NoMetaData';
    const returned = records.slice(0, this.#max);
    const count = metaData === 'NoMetaData' ? {} : { retCount: String(returned.length) };
    if (metaData === 'MetaDataOnly') return { rets: [], attributes: count };
    return {
      rets: this.search.print(returned),
      attributes: count,
      ...(missing !== undefined
        ? { status: someNotFound(missing) }
        : returned.length === 0
          ? { status: NOTHING_FOUND }
          : {}),
    };
  }

  answerPage(): Reply {
    const { iterator, iteratorID, metaData } = this.request.attributes;
    const { name } = this.request;
    if (this.request.children.some((each) => this.search.keys.includes(each.name))) {
      throw refused.notAllowedHere(
        'iterator',
        `An iterator cannot be used with ${this.search.keys.join(' or ')}.`,
      );
    }
    if (iterator === 'Stop') {
      this.context.iterators.stop(name, iteratorID ?? '');
      return { rets: [] };
    }
    if (!Number.isFinite(this.#max)) throw refused.missing('MaxReturned');
    const { iterators } = this.context;
    const step =
      iterator === 'Start'
        ? iterators.start(
            name,
            this.#fingerprint(),
            this.search.find().records.map(this.search.keyOf),
            this.#max,
          )
        : iterators.continue(name, this.#fingerprint(), iteratorID ?? '', this.#max);
    const records = step.page.flatMap((key) => this.search.byKey(key) ?? []);
    const counted =
      metaData === undefined || metaData === 'NoMetaData' ? {} : { retCount: String(records.length) };
    return {
      rets: metaData === 'MetaDataOnly' ? [] : this.search.print(records),
      attributes: {
        ...counted,
        iteratorRemainingCount: String(step.remaining),
        iteratorID: step.iteratorID,
      },
      ...(records.length === 0 ? { status: NOTHING_FOUND } : {}),
    };
  }

  /** A continued query must carry the filters of its start; only the size of the page may change. */
  #fingerprint(): string {
    return JSON.stringify(this.request.children.filter((each) => each.name !== 'MaxReturned'));
  }
}
