import { elementsOf, type Particle } from '../language/contentModel';
import type { Fields } from '../language/fields';
import type { RequestContext } from './requestContext';
import { refused } from './status';

/** Without the right to personal data nobody may write such a field (qbXML 3261). */
export function checkPersonalData(
  given: Fields,
  model: readonly Particle[],
  { personalDataAllowed }: RequestContext,
): void {
  if (personalDataAllowed) return;
  const field = elementsOf(model).find((rule) => rule.personal && given[rule.name] !== undefined);
  if (field) throw refused.personalData(field.name);
}
