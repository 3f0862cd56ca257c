import { z } from 'zod';
import { code, id, reference, requiredText, time } from './fields';

const classification = {
  id,
  isActive: code,
  name: requiredText,
  mergedIntoId: reference,
  createdTime: time,
  updatedTime: time,
};

/** v2 `Department`: where QuickBooks' classes go by default (reference/billcom.md §7.2). */
export const departmentRow = z.object({ ...classification, parentDepartmentId: reference });

/** v2 `ActgClass`: where they go if the organization uses accounting classes instead. */
export const actgClassRow = z.object({ ...classification, parentActgClassId: reference });

export type DepartmentRow = z.infer<typeof departmentRow>;
export type ActgClassRow = z.infer<typeof actgClassRow>;
