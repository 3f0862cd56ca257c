/**
 * The whole document was refused; nothing of it ran.
 * QuickBooks tells the caller only the first sentence; the reason stands in its own log file (qbsdklog.txt).
 */
export class ParserRefusal extends Error {
  static readonly HRESULT = '0x80040400';
  static readonly TEXT = 'QuickBooks found an error when parsing the provided XML text stream.';

  constructor(readonly reason: string) {
    super(`${ParserRefusal.TEXT} ${reason}`);
  }
}
