/** One element of a qbXML document: either it has children or it has text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** An element that holds text. */
export function leaf(name: string, text: string): XmlElement {
  return { name, attributes: {}, children: [], text };
}

/** An element that holds elements. */
export function branch(
  name: string,
  children: readonly XmlElement[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return { name, attributes, children, text: '' };
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

/** The text of the first child of that name; undefined where it is missing. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text;
}

/** The texts of all children of that name. */
export function childTexts(element: XmlElement, name: string): string[] {
  return element.children.filter((each) => each.name === name).map((each) => each.text);
}
