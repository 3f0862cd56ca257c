/**
 * Reads one SOAP request as it arrives, piece by piece, and takes the operation and its parameters out of it.
 *
 * Why our own pass before the `soap` library: its parser is handed the whole text at once and blocks the event
 * loop for most of a second on a 4 MB answer, unescapes by prefix and attribute rules that a stranger controls,
 * and has no limit on depth or size. So the wire is read here, by namespace and local name, and the library
 * gets a small canonical envelope (`soapFace.ts`).
 *
 * States, of the markup:
 *   text   – between two tags; the next `<` begins markup. Decoded by `CharacterData`, the parser never sees it.
 *   markup – inside a tag, comment, declaration or CDATA section; fed to the parser up to the next `>` until
 *            it reports something complete, then text again.
 *   parser – the markup did not end soon (a long CDATA section): the parser gets everything from here on.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { CharacterData } from './characterData';
import type { GatewayLimits } from './limits';
import { INTUIT_NAMESPACE, operations, type Operation, type Parameter } from './operations';
import { Refusal } from './refusal';

export type SoapVersion = '1.1' | '1.2';

export interface SoapRequest {
  readonly soapVersion: SoapVersion;
  /** Undefined where the body is empty; then SOAPAction decides. */
  readonly calledElement: string | undefined;
  /** Undefined where the element is no operation of ours. */
  readonly operation: Operation | undefined;
  readonly values: ReadonlyMap<string, string>;
}

type XmlLimits = Pick<GatewayLimits, 'xmlDepth' | 'xmlElements' | 'xmlAttributes'>;

const SOAP_VERSIONS: Readonly<Record<string, SoapVersion>> = {
  'http://schemas.xmlsoap.org/soap/envelope/': '1.1',
  'http://www.w3.org/2003/05/soap-envelope': '1.2',
};
/** rpc/encoded clients leave parameters unqualified; the missing slash is a common slip of hand-written ones. */
const OPERATION_NAMESPACES = new Set([INTUIT_NAMESPACE, INTUIT_NAMESPACE.slice(0, -1), '']);
const MARKUP_PIECES = 64;
const IGNORED: Parameter = { name: '', type: 'string', maxChars: 65_536 };

const malformed = (): Refusal => new Refusal(400, 'The request is not a well-formed SOAP envelope.');

export class EnvelopeReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #limits: XmlLimits;
  readonly #text = new CharacterData();
  #state: 'text' | 'markup' | 'parser' = 'text';
  #completed = false;
  #markupPieces = 0;
  #tail = '';

  #depth = 0;
  #elements = 0;
  #attributes = 0;
  #soapVersion: SoapVersion | undefined;
  #inBody = false;
  #bodySeen = false;
  #calledElement: string | undefined;
  #operation: Operation | undefined;
  #parameter: Parameter | undefined;
  #pieces: string[] = [];
  #chars = 0;
  readonly #values = new Map<string, string>();

  constructor(limits: XmlLimits) {
    this.#limits = limits;
    const complete = (): void => void (this.#completed = true);
    this.#parser.on('error', (error) => {
      // Left as text, see CharacterData.
      if (!error.message.includes('malformed character entity')) throw malformed();
    });
    this.#parser.on('doctype', refuseDeclarations);
    this.#parser.on('attribute', () => {
      if (++this.#attributes > this.#limits.xmlAttributes)
        throw new Refusal(400, 'An element of the request has too many attributes.');
    });
    this.#parser.on('opentag', (tag) => {
      complete();
      this.#open(tag);
    });
    this.#parser.on('closetag', () => {
      complete();
      this.#close();
    });
    this.#parser.on('text', (text) => this.#append(text));
    this.#parser.on('cdata', (text) => {
      complete();
      this.#append(text);
    });
    for (const event of ['comment', 'processinginstruction', 'xmldecl'] as const) {
      this.#parser.on(event, complete);
    }
  }

  /** Takes the next piece of the document. Throws a Refusal as soon as it is certain. */
  write(piece: string): void {
    this.#refuseDeclarations(piece);
    let at = 0;
    while (at < piece.length) {
      if (this.#state === 'parser') {
        this.#parser.write(piece.slice(at));
        return;
      }
      if (this.#state === 'text') {
        const markup = piece.indexOf('<', at);
        this.#append(this.#text.decode(piece.slice(at, markup === -1 ? piece.length : markup)));
        if (markup === -1) return;
        this.#append(this.#text.finish());
        this.#state = 'markup';
        this.#markupPieces = 0;
        at = markup;
      }
      const close = piece.indexOf('>', at);
      const end = close === -1 ? piece.length : close + 1;
      this.#completed = false;
      this.#parser.write(piece.slice(at, end));
      at = end;
      if (this.#completed) this.#state = 'text';
      else if (++this.#markupPieces > MARKUP_PIECES) this.#state = 'parser';
    }
  }

  /** The document is over. */
  end(): SoapRequest {
    this.#append(this.#text.finish());
    this.#parser.close();
    if (this.#soapVersion === undefined || !this.#bodySeen) throw malformed();
    return {
      soapVersion: this.#soapVersion,
      calledElement: this.#calledElement,
      operation: this.#operation,
      values: this.#values,
    };
  }

  /**
   * Refused on the raw text, before any parser sees it: neither word can occur in what the Web Connector sends,
   * since a `<` inside a value is escaped or, in CDATA, belongs to qbXML that has no declarations.
   */
  #refuseDeclarations(piece: string): void {
    if (/<!(?:DOCTYPE|ENTITY)/i.test(this.#tail + piece)) refuseDeclarations();
    this.#tail = (this.#tail + piece.slice(-9)).slice(-9);
  }

  #open(tag: SaxesTagNS): void {
    this.#attributes = 0;
    this.#depth += 1;
    if (this.#depth > this.#limits.xmlDepth) throw new Refusal(400, 'The request is nested too deeply.');
    if (++this.#elements > this.#limits.xmlElements)
      throw new Refusal(400, 'The request has too many elements.');
    if (this.#depth === 1) this.#openEnvelope(tag);
    else if (this.#depth === 2) this.#openSection(tag);
    else if (this.#depth === 3 && this.#inBody) this.#openOperation(tag);
    else if (this.#depth === 4 && this.#inBody) this.#openParameter(tag);
    else if (this.#parameter && this.#parameter !== IGNORED)
      throw new Refusal(400, `The parameter ${this.#parameter.name} contains elements instead of text.`);
  }

  #openEnvelope(tag: SaxesTagNS): void {
    this.#soapVersion = SOAP_VERSIONS[tag.uri];
    if (tag.local !== 'Envelope' || this.#soapVersion === undefined) throw malformed();
  }

  #openSection(tag: SaxesTagNS): void {
    if (tag.local === 'Header' && !this.#bodySeen) return;
    if (tag.local !== 'Body' || this.#bodySeen) throw malformed();
    this.#bodySeen = this.#inBody = true;
  }

  #openOperation(tag: SaxesTagNS): void {
    if (this.#calledElement !== undefined) throw new Refusal(400, 'The request contains more than one call.');
    this.#calledElement = tag.local;
    if (OPERATION_NAMESPACES.has(tag.uri)) this.#operation = operations.get(tag.local);
  }

  #openParameter(tag: SaxesTagNS): void {
    const known = this.#operation?.parameters.find((each) => each.name === tag.local);
    if (known && this.#values.has(known.name))
      throw new Refusal(400, `The parameter ${known.name} is given twice.`);
    this.#parameter = known ?? IGNORED;
    this.#pieces = [];
    this.#chars = 0;
  }

  #close(): void {
    if (this.#depth === 4 && this.#parameter) {
      if (this.#parameter !== IGNORED) this.#values.set(this.#parameter.name, this.#pieces.join(''));
      this.#parameter = undefined;
      this.#pieces = [];
    }
    if (this.#depth === 2) this.#inBody = false;
    this.#depth -= 1;
  }

  #append(text: string): void {
    if (text === '') return;
    if (!this.#parameter) {
      if (this.#inBody && this.#depth >= 2 && /\S/.test(text)) throw malformed();
      if (this.#depth === 0 && /\S/.test(text)) throw malformed();
      return;
    }
    this.#chars += text.length;
    if (this.#chars > this.#parameter.maxChars)
      throw new Refusal(413, `The parameter ${this.#parameter.name || 'of the request'} is too long.`);
    if (this.#parameter !== IGNORED) this.#pieces.push(text);
  }
}

function refuseDeclarations(): never {
  throw new Refusal(400, 'Document type and entity declarations are not accepted.');
}
