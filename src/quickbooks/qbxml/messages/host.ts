/** Host, company and preferences: read at every opening, never written. */
import type { Message } from '../grammar';
import { aggregate, boolean, required } from '../grammar';
import { includeRetElement, ownerID } from './parts';

const read = { kind: 'query', iterator: false, metaData: false } as const;

export const hostMessages: readonly Message[] = [
  {
    ...read,
    name: 'HostQueryRq',
    body: [aggregate('IncludeListMetaData', required(boolean('IncludeMaxCapacity'))), includeRetElement],
  },
  { ...read, name: 'CompanyQueryRq', body: [includeRetElement, ownerID] },
  { ...read, name: 'PreferencesQueryRq', body: [includeRetElement] },
];
