/** The three things that can go wrong with the language itself. Each has a sentence as its message. */

/**
 * A request that QuickBooks would refuse, found before anything is sent. Sent, it would cost the whole
 * message set (HRESULT 0x80040400), so this is always our bug or a value that was not prepared.
 */
export class QbxmlRefused extends Error {
  override readonly name = 'QbxmlRefused';
  /** Where, e.g. `VendorAddRq/VendorAdd/Name`. */
  readonly path: string;
  /** The offending text; may be customer data, so it is not part of the message. */
  readonly value: string | undefined;
  /** Why, as the end of a sentence. */
  readonly because: string;

  constructor(refusal: { path: string; value?: string | undefined; because: string }) {
    super(`QuickBooks would refuse ${refusal.path}: ${refusal.because}.`);
    this.path = refusal.path;
    this.value = refusal.value;
    this.because = refusal.because;
  }
}

/** An answer that cannot be read: not well-formed, not qbXML, too large, too deep, or hostile. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  /** Why, as a whole sentence without customer data. */
  readonly sentence: string;

  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.sentence = sentence;
  }
}

/** A QuickBooks that speaks no version of qbXML that Tieout writes. */
export class UnsupportedQuickBooks extends Error {
  override readonly name = 'UnsupportedQuickBooks';
  /** For the person at the PC. */
  readonly sentence: string;

  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}
