/**
 * Reads a qbXML answer. Strict about what could be an attack, lenient about what QuickBooks prints: unknown elements
 * are kept, missing attributes tolerated, enum values not looked at (it prints some that its own schema lacks).
 */
import { headerOf, outlineOf } from './outline';
import type {
  QbxmlAnswer,
  QbxmlAnswerHeader,
  QbxmlAnswerOutline,
  QbxmlObject,
  QbxmlRecord,
  QbxmlResponse,
  QbxmlResponseOutline,
  QbxmlValue,
} from './types';
import { UnreadableAnswer } from './errors';
import { readXml } from './xmlReader';

/**
 * A whole answer. Takes turns with other work while it reads (how long 4 MB hold it up is in the bench).
 * @param text the inner document, with or without `<?xml?>` and `<?qbxml?>`
 * @throws UnreadableAnswer
 */
export async function decodeAnswer(text: string): Promise<QbxmlAnswer> {
  const builder = new RecordBuilder();
  const { header, responses } = await readMessageSet(text, builder);
  return {
    ...header,
    responses: responses.map((outline, index) => ({ ...outline, ...builder.contents(index) })),
  };
}

/**
 * The attributes of an answer without its records, at about half the cost: what the gateway needs to queue the
 * next iterator page while the Web Connector waits. Same errors as `decodeAnswer`.
 */
export async function peekAnswer(text: string): Promise<QbxmlAnswerOutline> {
  const { header, responses } = await readMessageSet(text, undefined);
  return { ...header, responses };
}

const ROOT = 1;
const SET = 2;
const RESPONSE = 3;
const RECORD = 4;

async function readMessageSet(
  text: string,
  builder: RecordBuilder | undefined,
): Promise<{ header: QbxmlAnswerHeader; responses: QbxmlResponseOutline[] }> {
  let header: QbxmlAnswerHeader | undefined;
  const responses: QbxmlResponseOutline[] = [];
  let isInside = false;

  await readXml(text, {
    open(name, attributes, depth) {
      if (depth === ROOT && name !== 'QBXML')
        throw new UnreadableAnswer('The answer is not a qbXML document.');
      if (depth === SET) {
        isInside = name === 'QBXMLMsgsRs';
        if (isInside) header ??= headerOf(attributes);
      } else if (isInside && depth === RESPONSE) {
        responses.push(outlineOf(name, attributes));
        builder?.response();
      } else if (isInside && depth >= RECORD) {
        builder?.open(name, attributes);
      }
    },
    close(depth) {
      if (isInside && depth >= RECORD) builder?.close(depth === RECORD);
    },
    ...(builder && {
      text(piece: string, depth: number) {
        if (isInside && depth >= RECORD) builder.text(piece);
      },
    }),
  });

  if (header === undefined) {
    throw new UnreadableAnswer('The document holds no answer to a message set (QBXMLMsgsRs).');
  }
  return { header, responses };
}

type Contents = Pick<QbxmlResponse, 'records' | 'values' | 'errorRecovery'>;
type Fields = Record<string, QbxmlValue>;

interface Frame {
  readonly name: string;
  /** Made with the first child; an element without children is a leaf. */
  fields?: Fields;
  text: string;
}

const reportRecord = 'ReportRet';
/** Under this name a field of a report's row holds an attribute: `@value`. */
export const attribute = (name: string): string => `@${name}`;

const group = 'LineGroupRet';
const place = attribute('place');
const countOf = (value: QbxmlValue | undefined): number =>
  value === undefined ? 0 : Array.isArray(value) ? value.length : 1;

/**
 * Builds the records of the responses, one element at a time. Lines and groups of lines stand mixed in an answer: a group says
 * under `@place` how many lines are before it.
 */
class RecordBuilder {
  readonly #responses: { records: QbxmlRecord[]; values?: Fields; errorRecovery?: QbxmlObject }[] = [];
  readonly #open: Frame[] = [];

  response(): void {
    this.#responses.push({ records: [] });
  }

  contents(index: number): Contents {
    return this.#responses[index] ?? { records: [] };
  }

  /** Rows of a report hold all they say in attributes; other records have none that mean anything. */
  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const frame: Frame = { name, text: '' };
    const isInReport = (this.#open[0]?.name ?? name) === reportRecord;
    if (isInReport)
      for (const [key, value] of Object.entries(attributes))
        put((frame.fields ??= {}), attribute(key), value);
    this.#open.push(frame);
  }

  text(piece: string): void {
    const frame = this.#open.at(-1);
    if (frame !== undefined) frame.text += piece;
  }

  close(isRecord: boolean): void {
    const frame = this.#open.pop();
    if (frame === undefined) return;
    if (isRecord) {
      this.#finish(frame);
      return;
    }
    const parent = this.#open.at(-1);
    if (parent === undefined) return;
    const siblings = (parent.fields ??= {});
    if (frame.fields && frame.name.endsWith(group))
      put(frame.fields, place, String(countOf(siblings[frame.name.replace(group, 'LineRet')])));
    put(siblings, frame.name, frame.fields ?? frame.text);
  }

  /** An element directly in the response: a record, error recovery, or a leaf as in ListDelRs. */
  #finish({ name, fields, text }: Frame): void {
    const response = this.#responses.at(-1);
    if (response === undefined) return;
    if (name === 'ErrorRecovery') response.errorRecovery = fields ?? {};
    else if (fields !== undefined || name.endsWith('Ret'))
      response.records.push({ name, fields: fields ?? {} });
    else put((response.values ??= {}), name, text);
  }
}

/** The second element of a name makes a list. Own properties only: an element may be called `constructor`. */
function put(fields: Fields, name: string, value: string | QbxmlObject): void {
  const earlier = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (earlier === undefined) {
    Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
  } else if (Array.isArray(earlier)) {
    (earlier as QbxmlValue[]).push(value);
  } else {
    const first: string | QbxmlObject = earlier as Exclude<QbxmlValue, readonly unknown[]>;
    fields[name] = [first, value];
  }
}
