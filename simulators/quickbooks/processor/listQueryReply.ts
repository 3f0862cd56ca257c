import type { ListRecord } from '../books/records';
import type { ListDefinition } from '../definitions/listDefinition';
import type { Particle } from '../language/contentModel';
import { readFields } from '../language/fields';
import { childText, childTexts, type XmlElement } from '../language/xmlTree';
import type { EntryKey } from './iterators';
import { findEntries, type Found } from './listQuery';
import { printEntry, type Wanted } from './printEntry';
import type { Reply, RequestContext } from './requestContext';
import { NOTHING_FOUND, refused, someNotFound } from './status';

/** Answers a list query: all at once, capped by MaxReturned, counted only, or page by page (qbxml.md §5). */
export function answerListQuery(
  definitions: readonly ListDefinition[],
  model: readonly Particle[],
  request: XmlElement,
  context: RequestContext,
): Reply {
  for (const definition of definitions) definition.needsFeature?.(context);
  const query = new ListQuery(definitions, model, request, context);
  return request.attributes.iterator === undefined ? query.answerAtOnce() : query.answerPage();
}

class ListQuery {
  readonly #max: number;
  readonly #wanted: Wanted;

  constructor(
    private readonly definitions: readonly ListDefinition[],
    private readonly model: readonly Particle[],
    private readonly request: XmlElement,
    private readonly context: RequestContext,
  ) {
    this.#max = Number(childText(request, 'MaxReturned') ?? Number.POSITIVE_INFINITY);
    this.#wanted = {
      ownerIDs: childTexts(request, 'OwnerID').map((owner) => owner.toUpperCase()),
      elements: childTexts(request, 'IncludeRetElement'),
    };
  }

  answerAtOnce(): Reply {
    if (this.request.attributes.iteratorID !== undefined) {
      throw refused.notAllowedHere('iteratorID', 'It needs the attribute iterator.');
    }
    const { records, missing } = this.#find();
    const metaData = this.request.attributes.metaData ?? 'NoMetaData';
    const returned = records.slice(0, this.#max);
    const count = metaData === 'NoMetaData' ? {} : { retCount: String(returned.length) };
    if (metaData === 'MetaDataOnly') return { rets: [], attributes: count };
    return {
      rets: this.#print(returned),
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
    if (this.request.children.some((each) => each.name === 'ListID' || each.name === 'FullName')) {
      throw refused.notAllowedHere('iterator', 'An iterator cannot be used with ListID or FullName.');
    }
    if (iterator === 'Stop') {
      this.context.iterators.stop(name, iteratorID ?? '');
      return { rets: [] };
    }
    if (!Number.isFinite(this.#max)) throw refused.missing('MaxReturned');
    const { iterators } = this.context;
    const step =
      iterator === 'Start'
        ? iterators.start(name, this.#fingerprint(), this.#find().records.map(keyOf), this.#max)
        : iterators.continue(name, this.#fingerprint(), iteratorID ?? '', this.#max);
    const records = step.page.flatMap(({ list, id }) => this.context.books.find(list, id) ?? []);
    const counted =
      metaData === undefined || metaData === 'NoMetaData' ? {} : { retCount: String(records.length) };
    return {
      rets: metaData === 'MetaDataOnly' ? [] : this.#print(records),
      attributes: {
        ...counted,
        iteratorRemainingCount: String(step.remaining),
        iteratorID: step.iteratorID,
      },
      ...(records.length === 0 ? { status: NOTHING_FOUND } : {}),
    };
  }

  #find(): Found {
    return findEntries(this.definitions, this.request, readFields(this.request, this.model), this.context);
  }

  #print(records: readonly ListRecord[]): XmlElement[] {
    return records.flatMap((record) => {
      const definition = this.definitions.find((each) => each.list === record.list);
      return definition ? [printEntry(record, definition, this.context, this.#wanted)] : [];
    });
  }

  /** A continued query must carry the filters of its start; only the size of the page may change. */
  #fingerprint(): string {
    return JSON.stringify(this.request.children.filter((each) => each.name !== 'MaxReturned'));
  }
}

function keyOf({ list, id }: ListRecord): EntryKey {
  return { list, id };
}
