import type { ListDefinition } from '../definitions/listDefinition';
import type { Particle } from '../language/contentModel';
import { readFields } from '../language/fields';
import { childTexts, type XmlElement } from '../language/xmlTree';
import { findEntries } from './listQuery';
import { printEntry, type Wanted } from './printEntry';
import { answerQuery } from './queryReply';
import type { Reply, RequestContext } from './requestContext';

/** Answers a query over one or several lists. */
export function answerListQuery(
  definitions: readonly ListDefinition[],
  model: readonly Particle[],
  request: XmlElement,
  context: RequestContext,
): Reply {
  for (const definition of definitions) definition.needsFeature?.(context);
  const wanted: Wanted = {
    ownerIDs: childTexts(request, 'OwnerID').map((owner) => owner.toUpperCase()),
    elements: childTexts(request, 'IncludeRetElement'),
  };
  return answerQuery(
    {
      keys: ['ListID', 'FullName'],
      find: () => findEntries(definitions, request, readFields(request, model), context),
      keyOf: ({ list, id }) => ({ list, id }),
      byKey: ({ list, id }) => context.books.find(list, id),
      print: (records) =>
        records.flatMap((record) => {
          const definition = definitions.find((each) => each.list === record.list);
          return definition ? [printEntry(record, definition, context, wanted)] : [];
        }),
    },
    request,
    context,
  );
}
