import { judged, type Evidence, type Invariant } from './evidence';
import { writesToQuickBooks } from './ledgerBeforeWrite';

/** I7: the audit log covers every write. */
export function auditCoversWrites({ operations, audit, quickbooksLog }: Evidence): Invariant {
  const lines = new Map<string, number>();
  for (const { operationId } of audit)
    if (operationId !== null) lines.set(operationId, (lines.get(operationId) ?? 0) + 1);
  const ended = operations.filter((each) => each.state === 'applied' || each.state === 'rejected');
  const against = [
    ...ended
      .filter((each) => !lines.has(each.id))
      .map(
        (each) =>
          `the ${each.state} ${each.action} of ${each.entity} ${each.recordId ?? each.id} is not audited`,
      ),
    ...writesToQuickBooks(quickbooksLog)
      .filter((write) => !lines.has(write.id))
      .map((write) => `${write.name} ${write.id} in QuickBooks is not audited`),
    ...operations
      .filter((each) => each.state === 'applied' && (lines.get(each.id) ?? 0) > 1)
      .map(
        (each) =>
          `the ${each.action} of ${each.entity} ${each.recordId ?? each.id} is audited more than once`,
      ),
  ];
  return judged(
    'I7',
    against,
    `${ended.length} writes, ${audit.length} lines in the audit log, none missing`,
  );
}
