/** Classes (departments in Bill.com). No iterator, no private fields, no ExternalGUID: known by ListID only. */
import type { Message } from '../grammar';
import { aggregate, boolean, id, listName, required, text } from '../grammar';
import { includeRetElement, listSelection, ref } from './parts';

export const classMessages: readonly Message[] = [
  {
    name: 'ClassQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    body: [...listSelection({ iterator: false }), includeRetElement],
  },
  {
    name: 'ClassAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(aggregate('ClassAdd', required(listName('Name', 31)), boolean('IsActive'), ref('ParentRef'))),
      includeRetElement,
    ],
  },
  {
    name: 'ClassModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'ClassMod',
          required(id('ListID')),
          required(text('EditSequence', 16)),
          listName('Name', 31),
          boolean('IsActive'),
          ref('ParentRef'),
        ),
      ),
      includeRetElement,
    ],
  },
];
