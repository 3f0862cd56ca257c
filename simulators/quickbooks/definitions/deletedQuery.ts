import { atLeastOne, oneOf } from '../language/contentModel';
import { groupOf, readFields, textOf } from '../language/fields';
import { branch, childTexts, type XmlElement } from '../language/xmlTree';
import { wallRange } from '../processor/listQuery';
import type { RequestContext } from '../processor/requestContext';
import { NOTHING_FOUND } from '../processor/status';
import type { MessageDefinition } from './messageDefinition';
import { deletedDateRange, includeRetElement } from './parts';

/** What is remembered of something deleted; times in seconds. */
interface Deleted {
  readonly timeDeleted: number;
}

export interface DeletedQuery<T extends Deleted> {
  /** `List` gives ListDeletedQueryRq, ListDelType and ListDeletedRet. */
  readonly of: 'List' | 'Txn';
  readonly types: readonly string[];
  readonly remembered: (context: RequestContext) => readonly T[];
  readonly typeOf: (entry: T) => string;
  /** The fields of its Ret. */
  readonly print: (entry: T, context: RequestContext) => XmlElement[];
}

/** Asking what was deleted in the last 90 days (qbxml.md §6). */
export function deletedQuery<T extends Deleted>(query: DeletedQuery<T>): MessageDefinition {
  const typeName = `${query.of}DelType`;
  return {
    name: `${query.of}DeletedQueryRq`,
    model: [atLeastOne(oneOf(typeName, query.types)), deletedDateRange, includeRetElement],
    takesMetaData: true,
    takesIterator: false,
    writes: false,
    run: (request, context) => {
      const types = childTexts(request, typeName);
      const found = lately(query.remembered(context), request, context).filter((each) =>
        types.includes(query.typeOf(each)),
      );
      const wanted = childTexts(request, 'IncludeRetElement');
      const ret = (entry: T): XmlElement => {
        const fields = query.print(entry, context);
        return branch(
          `${query.of}DeletedRet`,
          wanted.length > 0 ? fields.filter(({ name }) => wanted.includes(name)) : fields,
        );
      };
      const { metaData = 'NoMetaData' } = request.attributes;
      return {
        rets: metaData === 'MetaDataOnly' ? [] : found.map(ret),
        ...(metaData === 'NoMetaData' ? {} : { attributes: { retCount: String(found.length) } }),
        ...(found.length === 0 ? { status: NOTHING_FOUND } : {}),
      };
    },
  };
}

/** Those in the range that is asked for, as long as QuickBooks remembers them. */
function lately<T extends Deleted>(
  entries: readonly T[],
  request: XmlElement,
  { clock, behaviour }: RequestContext,
): T[] {
  const range = groupOf(readFields(request, [deletedDateRange]).DeletedDateRangeFilter);
  const isAsked = wallRange(
    textOf(range?.FromDeletedDate),
    textOf(range?.ToDeletedDate),
    clock.asked.bind(clock),
  );
  const oldest = clock.now() - behaviour.deletedKeptDays * 24 * 60 * 60;
  return entries.filter(
    (each) => each.timeDeleted >= oldest && (!isAsked || isAsked(clock.local(each.timeDeleted))),
  );
}
