import type { Particle } from '../language/contentModel';
import type { XmlElement } from '../language/xmlTree';
import type { Reply, RequestContext } from '../processor/requestContext';

/** A request message, declared: what it may hold and what answers it. */
export interface MessageDefinition {
  /** With Rq at the end. */
  readonly name: string;
  readonly model: readonly Particle[];
  readonly takesMetaData: boolean;
  readonly takesIterator: boolean;
  readonly writes: boolean;
  /** Answers a valid request; throws StatusError. */
  readonly run: (request: XmlElement, context: RequestContext) => Reply;
}

/** A message that is neither counted nor paged. */
export function plainMessage(
  name: string,
  model: readonly Particle[],
  kind: 'reads' | 'writes',
  run: MessageDefinition['run'],
): MessageDefinition {
  return { name, model, takesMetaData: false, takesIterator: false, writes: kind === 'writes', run };
}
