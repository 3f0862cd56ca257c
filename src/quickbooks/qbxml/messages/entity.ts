/** Any name: the one name space that vendors, customers, employees and other names share (qbXML 3100). */
import type { Message } from '../grammar';
import { includeRetElement, listSelection } from './parts';

export const entityMessages: readonly Message[] = [
  {
    name: 'EntityQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [...listSelection({ iterator: true }), includeRetElement],
  },
];
