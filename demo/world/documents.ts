/** What the command line's answers look like, as far as the demo reads them. */

export interface CycleDocument {
  readonly number: number;
  readonly mode: string;
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly message: string | null;
}

export interface EntityCounts {
  readonly entity: string;
  readonly quickbooks: number;
  readonly billcom: number;
  readonly linked: number;
  readonly held: number;
}

export interface SyncDocument {
  readonly result: string;
  readonly cycle: CycleDocument;
  readonly message: string | null;
  readonly applied: number;
  readonly refused: number;
  readonly holds: number;
  readonly entities: readonly EntityCounts[];
}

export interface StatusDocument {
  readonly cycle: CycleDocument | null;
  readonly entities: readonly EntityCounts[];
  readonly holds: number;
  readonly steps: readonly {
    readonly book: string;
    readonly step: string;
    readonly phase: string;
    readonly state: string;
    readonly done: number;
    readonly total: number;
  }[];
}

export interface HoldDocument {
  readonly entity: string;
  readonly book: string;
  readonly recordId: string;
  readonly record: string;
  readonly cause: string;
  readonly field: string | null;
  readonly sentence: string;
  readonly cure: string;
}

export interface PreviewDocument {
  readonly cycle: CycleDocument;
  readonly counts: readonly {
    readonly entity: string;
    readonly createInQuickbooks: number;
    readonly createInBillcom: number;
    readonly updateInQuickbooks: number;
    readonly updateInBillcom: number;
    readonly held: number;
  }[];
  readonly operations: readonly {
    readonly entity: string;
    readonly book: 'quickbooks' | 'billcom';
    readonly action: 'create' | 'update';
    readonly record: string;
    readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  }[];
  readonly holds: readonly HoldDocument[];
}

export interface CompanyDocument {
  readonly id: string;
  readonly company: string;
  readonly organizationName: string | null;
  readonly webConnectorUser: string;
  readonly webConnectorPassword: string;
  readonly qwcFile: string;
}
