import { z } from 'zod';
import type { Caller } from './caller';
import { errorOfReply } from './classify';
import type { BillcomEntity } from './entities';

export interface FieldMetadata {
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  /** Bill.com's name of the type, e.g. `IdField`. */
  readonly type?: string | undefined;
  /** For references, the entity referred to. */
  readonly entity?: string | undefined;
  readonly label?: string | undefined;
}

/** By v2 field name. */
export type EntityMetadata = Readonly<Record<string, FieldMetadata>>;

const field = z
  .object({
    readonly: z.boolean().optional(),
    required: z.boolean().optional(),
    type: z.string().nullish(),
    entity: z.string().nullish(),
    label: z.string().nullish(),
  })
  .transform((wire): FieldMetadata => ({
    isRequired: wire.required ?? false,
    isReadOnly: wire.readonly ?? false,
    type: wire.type ?? undefined,
    entity: wire.entity ?? undefined,
    label: wire.label ?? undefined,
  }));
const fields = z.object({ fields: z.record(z.string(), field) });

/** v2 `GetEntityMetadata`, whose answer was seen in two shapes: with and without the entity's name (billcom.md §10a). */
export async function entityMetadata(caller: Caller, entity: BillcomEntity): Promise<EntityMetadata> {
  const call = { operation: 'GetEntityMetadata', data: { entity: [entity] }, isWrite: false };
  const answer = await caller.call(call);
  const named = z.object({ [entity]: fields }).safeParse(answer);
  const plain = fields.safeParse(answer);
  const found = named.data?.[entity]?.fields ?? plain.data?.fields;
  if (!found) throw errorOfReply({ kind: 'unreadable' }, undefined, caller.kindOf(call));
  return found;
}
