/**
 * The one name space that vendors, customers, employees and other names share (qbXML 3100): all of it at once, or the
 * two lists that are read for nothing but their names.
 */
import type { Message } from '../grammar';
import { includeRetElement, listSelection, ownerID } from './parts';

const query = { kind: 'query', metaData: true } as const;

export const entityMessages: readonly Message[] = [
  {
    ...query,
    name: 'EntityQueryRq',
    iterator: true,
    answers: ['CustomerRet', 'EmployeeRet', 'OtherNameRet', 'VendorRet'],
    body: [...listSelection({ iterator: true }), includeRetElement],
  },
  {
    ...query,
    name: 'EmployeeQueryRq',
    iterator: false,
    body: [...listSelection({ iterator: false }), includeRetElement, ownerID],
  },
  {
    ...query,
    name: 'OtherNameQueryRq',
    iterator: false,
    body: [...listSelection({ iterator: false }), includeRetElement, ownerID],
  },
];
