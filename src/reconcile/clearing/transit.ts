import type { EntityName } from '../../entities/definition';
import { isTransfer } from './accounts';
import type { InBillcom } from './entries';

/** Payments and movements of money that belong together, and what they leave on the clearing account. */
export interface Batch {
  readonly nodes: readonly InBillcom[];
  readonly rest: bigint;
}

/**
 * The batches that leave something. A movement's payments are those that Bill.com names; else the payments of its bank account
 * and day (billcom.md §7.11). What two batches leave cancels out where it is equal: money that left and came back.
 */
export function openBatches(
  nodes: readonly InBillcom[],
  payment: EntityName,
  stands: (node: InBillcom) => bigint,
): Batch[] {
  const open = groupsOf(nodes, payment)
    .map((group): Batch => ({ nodes: group, rest: sum(group, stands) }))
    .filter(({ rest }) => rest !== 0n);
  const left = new Map<bigint, Batch[]>();
  for (const batch of open) {
    const opposite = left.get(-batch.rest);
    if (opposite && opposite.length > 0) opposite.shift();
    else left.set(batch.rest, [...(left.get(batch.rest) ?? []), batch]);
  }
  const staying = new Set([...left.values()].flat());
  return open.filter((batch) => staying.has(batch));
}

function groupsOf(nodes: readonly InBillcom[], payment: EntityName): InBillcom[][] {
  const leaders = new Map<string, string>();
  const leaderOf = (key: string): string => {
    const above = leaders.get(key);
    return above === undefined || above === key ? key : leaderOf(above);
  };
  const join = (one: string, two: string): void => void leaders.set(leaderOf(one), leaderOf(two));
  const keyOf = ({ entity, id }: Pick<InBillcom, 'entity' | 'id'>): string => `${entity} ${id}`;
  const named = new Set(nodes.flatMap(({ covers }) => covers));
  for (const node of nodes) {
    for (const id of node.covers) join(keyOf(node), keyOf({ entity: payment, id }));
    const isNamed = node.covers.length > 0 || (!isTransfer(node) && named.has(node.id));
    if (!isNamed && !node.isOffline) join(keyOf(node), `day ${node.date} ${node.bank ?? ''}`);
  }
  const groups = new Map<string, InBillcom[]>();
  for (const node of nodes) {
    const leader = leaderOf(keyOf(node));
    groups.set(leader, [...(groups.get(leader) ?? []), node]);
  }
  return [...groups.values()];
}

export const sum = (nodes: readonly InBillcom[], of: (node: InBillcom) => bigint): bigint =>
  nodes.reduce((all, node) => all + of(node), 0n);
