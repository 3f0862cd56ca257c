import { textFault } from './dataTypes';
import type { ElementRule, Particle } from './contentModel';
import { ParserRefusal } from './refusal';
import { isNewer } from './versions';
import type { XmlElement } from './xmlTree';

/**
 * Holds an element's children against a model: order, number, choices, text forms. Throws ParserRefusal.
 * Every model is deterministic (one look at the next element decides), as in Intuit's own schema.
 */
export function validateChildren(element: XmlElement, model: readonly Particle[], version: string): void {
  const run = new ModelRun(element, version);
  for (const part of model) run.take(part);
  run.end();
}

class ModelRun {
  #position = 0;

  constructor(
    private readonly parent: XmlElement,
    private readonly version: string,
  ) {}

  take(part: Particle): void {
    let times = 0;
    while (times < part.max && this.#canStart(part)) {
      const before = this.#position;
      this.#takeOnce(part);
      times += 1;
      if (this.#position === before) break;
    }
    if (times < part.min && !canBeEmpty(part)) {
      this.#refuse(`expected ${firstNames(part).join(' or ')}`);
    }
  }

  end(): void {
    if (this.#position < this.parent.children.length) this.#refuse('not expected here');
  }

  #takeOnce(part: Particle): void {
    if (part.kind === 'element') {
      const found = this.parent.children[this.#position] as XmlElement;
      validateElement(found, part, this.version);
      this.#position += 1;
    } else if (part.kind === 'sequence') {
      for (const each of part.parts) this.take(each);
    } else {
      const chosen = part.parts.find((each) => this.#canStart(each));
      if (chosen) this.take({ ...chosen, min: Math.max(chosen.min, 1) });
    }
  }

  #canStart(part: Particle): boolean {
    const next = this.parent.children[this.#position];
    if (!next) return false;
    if (part.kind === 'element') {
      return part.name === next.name && !(part.since && isNewer(part.since, this.version));
    }
    if (part.kind === 'choice') return part.parts.some((each) => this.#canStart(each));
    for (const each of part.parts) {
      if (this.#canStart(each)) return true;
      if (each.min > 0 && !canBeEmpty(each)) return false;
    }
    return false;
  }

  #refuse(what: string): never {
    const next = this.parent.children[this.#position];
    const where = next ? `element ${next.name}` : 'the end';
    throw new ParserRefusal(`Inside ${this.parent.name}, at ${where}: ${what}.`);
  }
}

/** Holds one element against its rule: attributes (none), text or children. */
export function validateElement(element: XmlElement, rule: ElementRule, version: string): void {
  const attribute = Object.keys(element.attributes)[0];
  if (attribute !== undefined) {
    throw new ParserRefusal(`Attribute ${attribute} is not allowed on ${element.name}.`);
  }
  if (rule.children) {
    if (element.text.trim() !== '') throw new ParserRefusal(`Text is not allowed inside ${element.name}.`);
    validateChildren(element, rule.children, version);
    return;
  }
  const stray = element.children[0];
  if (stray) throw new ParserRefusal(`Element ${stray.name} is not allowed inside ${element.name}.`);
  const fault = textFault(rule, element.text);
  if (fault !== undefined) throw new ParserRefusal(`In ${element.name}: ${fault}.`);
}

function canBeEmpty(part: Particle): boolean {
  if (part.min === 0) return true;
  if (part.kind === 'element') return false;
  return part.kind === 'sequence' ? part.parts.every(canBeEmpty) : part.parts.some(canBeEmpty);
}

function firstNames(part: Particle): string[] {
  if (part.kind === 'element') return [part.name];
  if (part.kind === 'choice') return part.parts.flatMap(firstNames);
  const first = part.parts[0];
  return first ? firstNames(first) : [];
}
