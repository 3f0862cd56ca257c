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
  readonly id: string;
  /** What it is called on the command line. */
  readonly short?: string;
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
    readonly link: number;
    readonly held: number;
  }[];
  readonly operations: readonly {
    readonly entity: string;
    readonly book: 'quickbooks' | 'billcom';
    readonly action: 'create' | 'update';
    readonly record: string;
    readonly fields: readonly {
      readonly field: string;
      readonly label: string;
      readonly words: { readonly before: string; readonly after: string };
      readonly because: string;
      /** What the written book does not hold as it is. */
      readonly rule: { readonly original: string; readonly rule: string } | null;
    }[];
  }[];
  readonly links: readonly {
    readonly entity: string;
    readonly quickbooks: string;
    readonly billcom: string;
  }[];
  readonly holds: readonly HoldDocument[];
}

/** `tieout links --propose`. */
export interface ProposalsDocument {
  readonly proposals: readonly {
    readonly number: number;
    readonly entity: string;
    readonly quickbooksId: string;
    readonly billcomId: string;
    readonly names: { readonly quickbooks: string; readonly billcom: string };
    readonly score: number;
    readonly evidence: readonly string[];
  }[];
}

export interface CompanyDocument {
  readonly id: string;
  readonly company: string;
  readonly organizationName: string | null;
  readonly webConnectorUser: string;
  readonly webConnectorPassword: string;
  readonly qwcFile: string;
  /** The day from which QuickBooks’ invoices go over. */
  readonly receivablesSince: string;
}
