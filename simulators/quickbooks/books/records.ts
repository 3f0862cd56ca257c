import type { Fields } from '../language/fields';

/** One entry of a list as the company file keeps it. References are kept as ListIDs only. */
export interface ListRecord {
  readonly list: string;
  readonly id: string;
  /** Seconds since 1970 by the clock of the PC. */
  readonly timeCreated: number;
  readonly timeModified: number;
  readonly editSequence: string;
  readonly fields: Fields;
  readonly dataExt: readonly DataExtValue[];
}

/** One private or custom field's value. */
export interface DataExtValue {
  readonly ownerID: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The definition of a private or custom field. */
export interface DataExtDefinition {
  readonly ownerID: string;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly assignedTo: readonly string[];
}

/** The trace that a deleted or merged-away entry leaves. */
export interface DeletedEntry {
  readonly listDelType: string;
  readonly id: string;
  readonly timeCreated: number;
  readonly timeDeleted: number;
  readonly fullName: string;
}

/** An answer kept for the recovery of a lost one. */
export interface StoredAnswer {
  readonly id: string;
  readonly checksum: string;
  readonly text: string;
}
