import { group, required, type Particle } from '../language/contentModel';
import { readFields } from '../language/fields';
import { child, childTexts, type XmlElement } from '../language/xmlTree';
import { newEntry } from '../processor/listAdd';
import { modifiedEntry } from '../processor/listMod';
import { answerListQuery } from '../processor/listQueryReply';
import { printEntry } from '../processor/printEntry';
import type { ListDefinition } from './listDefinition';
import { plainMessage, type MessageDefinition } from './messageDefinition';
import { includeRetElement, listFilters, ownerIDs } from './parts';

/** The messages that follow from a list's definition: Add, Mod and Query, as far as it has them. */
export function messagesOfList(definition: ListDefinition): MessageDefinition[] {
  const { list, add, mod, query } = definition;
  return [
    ...(add ? [addMessage(definition, add)] : []),
    ...(mod ? [modMessage(definition, mod)] : []),
    ...(query
      ? [
          queryMessage(`${list}QueryRq`, [definition], {
            ...query,
            takesOwnerID: definition.takesDataExt,
          }),
        ]
      : []),
  ];
}

/** A query over one or several lists. */
export function queryMessage(
  name: string,
  lists: readonly ListDefinition[],
  options: { hasIterator: boolean; moreFilters: readonly Particle[]; takesOwnerID: boolean },
): MessageDefinition {
  const model = [
    listFilters(options.moreFilters),
    includeRetElement,
    ...(options.takesOwnerID ? [ownerIDs] : []),
  ];
  return {
    name,
    model,
    takesMetaData: true,
    takesIterator: options.hasIterator,
    writes: false,
    run: (request, context) => answerListQuery(lists, model, request, context),
  };
}

function addMessage(definition: ListDefinition, add: readonly Particle[]): MessageDefinition {
  const body = `${definition.list}Add`;
  return plainMessage(
    `${body}Rq`,
    [required(group(body, add)), includeRetElement],
    'writes',
    (request, context) => {
      const record = newEntry(definition, readFields(bodyOf(request, body), add), context);
      return {
        rets: [printEntry(record, definition, context, { ownerIDs: [], elements: wantedElements(request) })],
        changes: [{ do: 'put', record }],
      };
    },
  );
}

function modMessage(definition: ListDefinition, mod: readonly Particle[]): MessageDefinition {
  const body = `${definition.list}Mod`;
  return plainMessage(
    `${body}Rq`,
    [required(group(body, mod)), includeRetElement],
    'writes',
    (request, context) => {
      const { record, changes } = modifiedEntry(definition, readFields(bodyOf(request, body), mod), context);
      return {
        rets: [printEntry(record, definition, context, { ownerIDs: [], elements: wantedElements(request) })],
        changes,
      };
    },
  );
}

function bodyOf(request: XmlElement, name: string): XmlElement {
  return child(request, name) as XmlElement;
}

function wantedElements(request: XmlElement): string[] {
  return childTexts(request, 'IncludeRetElement');
}
