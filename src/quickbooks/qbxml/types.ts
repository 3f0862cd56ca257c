/**
 * The shapes of the qbXML language, as the rest of Tieout sees them. No behaviour here.
 *
 * All values are text, exactly as they stand on the wire after decoding: amounts `"12.50"`, dates
 * `"2026-01-31"`, times QuickBooks' printed local time. Element names are Intuit's.
 */

/** The versions Tieout writes. 13.0 is QuickBooks 2014; nothing older is supported. */
export const QBXML_VERSIONS = ['13.0', '14.0', '15.0', '16.0'] as const;
export type QbxmlVersion = (typeof QBXML_VERSIONS)[number];

/** A leaf's text, an aggregate, or a repeated element as a list. `''` on a Mod means "clear this field". */
export type QbxmlValue = string | QbxmlObject | readonly (string | QbxmlObject)[];

/** Element name → value. The order of the keys means nothing; the encoder knows the compulsory order. */
export interface QbxmlObject {
  readonly [element: string]: QbxmlValue | undefined;
}

/** The attributes of a query; Add, Mod and Del requests have none besides `requestID`. */
export interface QbxmlRequestAttributes {
  readonly iterator?: 'Start' | 'Continue' | 'Stop';
  /** Required with Continue and Stop, forbidden with Start. Has braces: `{eb05f701-…}`. */
  readonly iteratorID?: string;
  readonly metaData?: 'NoMetaData' | 'MetaDataOnly' | 'MetaDataAndResponseData';
}

/** One request of a message set. */
export interface QbxmlRequest {
  /** Such as `VendorAddRq`. */
  readonly name: string;
  /** Echoed in the answer; 1 to 50 printable ASCII characters, unique within a set (qbXML 1060). */
  readonly requestID: string;
  readonly attributes?: QbxmlRequestAttributes;
  /** What stands inside the request element, e.g. `{ VendorAdd: { Name: 'ACME' } }`. */
  readonly body: QbxmlObject;
}

/** What surrounds the requests of one message set. */
export interface QbxmlEnvelope {
  readonly version: QbxmlVersion;
  readonly onError: 'continueOnError' | 'stopOnError';
  /** At most 23 characters (design: 20); QuickBooks keeps the answer under this id (error recovery). */
  readonly newMessageSetID?: string;
  /** The id whose stored answer QuickBooks may forget, or is asked for when equal to the new one. */
  readonly oldMessageSetID?: string;
  /** `includeNone` leaves the Ret bodies of Add and Mod out. A matter of the whole set, not of a request. */
  readonly responseData?: 'includeAll' | 'includeNone';
}

/** One record of an answer, as it came: unknown elements kept, repeated ones as arrays, order of records kept. */
export interface QbxmlRecord {
  /** Such as `VendorRet`; what tells the kinds of a mixed list apart (`ItemServiceRet`, `DateDrivenTermsRet`). */
  readonly name: string;
  readonly fields: QbxmlObject;
}

/** The attributes of one `…Rs`, without its records. */
export interface QbxmlResponseOutline {
  /** Such as `VendorQueryRs`. */
  readonly name: string;
  /** `''` where QuickBooks left it out. */
  readonly requestID: string;
  /** `-1` where QuickBooks gave none or no number: nothing is known, so it counts as an error. */
  readonly statusCode: number;
  /** `Info`, `Warn`, `Error` or `''`. Decide on the code: captures show 3210 with severity Info. */
  readonly statusSeverity: string;
  readonly statusMessage: string;
  readonly retCount?: number;
  readonly iteratorID?: string;
  /** How many records the iterator has left after this page; 0 means that it is finished. */
  readonly iteratorRemainingCount?: number;
}

export interface QbxmlResponse extends QbxmlResponseOutline {
  readonly records: readonly QbxmlRecord[];
  /** Leaves that stand directly in the response, as in ListDelRs: `{ ListDelType, ListID, TimeDeleted, FullName }`. */
  readonly values?: QbxmlObject;
  /** ListID or TxnID, TxnNumber, EditSequence, ExternalGUID of an Add or Mod (since qbXML 11.0). */
  readonly errorRecovery?: QbxmlObject;
}

/** What the answer says about the message set itself (error recovery). */
export interface QbxmlAnswerHeader {
  /** `0`, `600`, `9001` … `9005`; absent on sets without a message set id. */
  readonly messageSetStatusCode?: string;
  readonly newMessageSetID?: string;
}

/** A whole answer, records included. */
export interface QbxmlAnswer extends QbxmlAnswerHeader {
  readonly responses: readonly QbxmlResponse[];
}

/** An answer without its records: what is needed to queue the next iterator page. */
export interface QbxmlAnswerOutline extends QbxmlAnswerHeader {
  readonly responses: readonly QbxmlResponseOutline[];
}

/** A private field of the company, such as the FileID stamp; values are opaque. */
export interface OwnedValue {
  /** A GUID in braces, as printed. */
  readonly ownerID: string;
  readonly value: string;
}

/** The preferences that decide what may be written. A preference QuickBooks did not print is `false`. */
export interface CompanyPreferences {
  readonly accountNumbers: boolean;
  /** Whether sales tax is on; unknown of companies that were last seen before this was read. */
  readonly salesTax?: boolean;
  readonly requiresAccounts: boolean;
  readonly classTracking: boolean;
  readonly multiCurrency: boolean;
  /** What a record's CurrencyRef is compared with; absent where there is one currency only. */
  readonly homeCurrency?: { readonly listID: string; readonly fullName: string };
  /** `YYYY-MM-DD`; absent when the books are not closed. */
  readonly closingDate?: string;
  readonly autoApplyPayments: boolean;
  readonly personalData: boolean;
}

/** Host, Company and Preferences, as the Web Connector sends them with the first `sendRequestXML`. */
export interface HostAnswer {
  readonly productName: string;
  readonly majorVersion: string;
  readonly minorVersion: string;
  /** `US`, `CA`, `UK`, `AU` …; `''` where not printed. */
  readonly country: string;
  readonly supportedVersions: readonly string[];
  /** `SingleUser`, `MultiUser` or `''`. */
  readonly fileMode: string;
  readonly companyName: string;
  readonly fileIDs: readonly OwnedValue[];
  readonly appLocks: readonly OwnedValue[];
  readonly preferences: CompanyPreferences;
}
