/** Our WSDL says what Intuit's says: operations, parameters, their order and their types. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { INTUIT_NAMESPACE, operations } from '../../../../src/quickbooks/webconnector/operations';
import { readWsdl } from '../../../../src/quickbooks/webconnector/wsdl';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const XSD = 'http://www.w3.org/2001/XMLSchema';
const SOAP11 = 'http://schemas.xmlsoap.org/wsdl/soap/';
const SOAP12 = 'http://schemas.xmlsoap.org/wsdl/soap12/';

interface Node {
  readonly uri: string;
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  readonly resolve: (qualified: string) => string;
}

function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Node[] = [];
  let root: Node | undefined;
  parser.on('opentag', (tag: SaxesTagNS) => {
    const scope = new Map<string, string>();
    const node: Node = {
      uri: tag.uri,
      local: tag.local,
      attributes: Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
      children: [],
      resolve: (qualified) => {
        const [prefix = '', local = ''] = qualified.includes(':') ? qualified.split(':') : ['', qualified];
        return `{${scope.get(prefix)}}${local}`;
      },
    };
    for (const prefix of ['', 's', 'xsd', 'tns', 'soap', 'soap12'])
      scope.set(prefix, parser.resolve(prefix) ?? '');
    stack.at(-1)?.children.push(node);
    stack.push(node);
    root ??= node;
  });
  parser.on('closetag', () => void stack.pop());
  parser.write(xml).close();
  if (!root) throw new Error('no document');
  return root;
}

const all = (node: Node, uri: string, local: string): Node[] => [
  ...(node.uri === uri && node.local === local ? [node] : []),
  ...node.children.flatMap((child) => all(child, uri, local)),
];

/** What the contract consists of, without names that nobody sees on the wire. */
function contractOf(xml: string) {
  const root = parse(xml);
  const [schema] = all(root, XSD, 'schema');
  if (!schema) throw new Error('no schema');
  const fields = (node: Node) =>
    all(node, XSD, 'element')
      .filter((each) => each !== node)
      .map(({ attributes, resolve }) => ({
        name: attributes['name'],
        type: resolve(attributes['type'] ?? ''),
        min: attributes['minOccurs'] ?? '1',
        max: attributes['maxOccurs'] ?? '1',
        nillable: attributes['nillable'] ?? 'false',
      }));
  const declared = (local: string) =>
    Object.fromEntries(
      schema.children
        .filter((each) => each.local === local)
        .map((each) => [each.attributes['name'], fields(each)]),
    );
  const partOf = (message: string) => {
    const found = all(root, WSDL, 'message').find(
      ({ attributes }) => `{${INTUIT_NAMESPACE}}${attributes['name']}` === message,
    );
    return found?.children.map(({ attributes, resolve }) => [
      attributes['name'],
      resolve(attributes['element'] ?? ''),
    ]);
  };
  const operationsOf = (node: Node) => all(node, WSDL, 'operation');
  return {
    targetNamespace: root.attributes['targetNamespace'],
    qualified: schema.attributes['elementFormDefault'],
    elements: declared('element'),
    types: declared('complexType'),
    operations: Object.fromEntries(
      all(root, WSDL, 'portType')
        .flatMap(operationsOf)
        .map((each) => [
          each.attributes['name'],
          each.children
            .filter(({ local }) => local === 'input' || local === 'output')
            .map((part) => [part.local, partOf(part.resolve(part.attributes['message'] ?? ''))]),
        ]),
    ),
    bindings: [SOAP11, SOAP12].map((soap) =>
      all(root, WSDL, 'binding')
        .filter((binding) => binding.children.some(({ uri }) => uri === soap))
        .flatMap(operationsOf)
        .map((each) => [
          each.attributes['name'],
          all(each, soap, 'operation').map(({ attributes }) => [
            attributes['soapAction'],
            attributes['style'],
          ]),
          all(each, soap, 'body').map(({ attributes }) => attributes['use']),
        ]),
    ),
    ports: all(root, WSDL, 'port').map(({ children }) => children.map(({ uri, local }) => [uri, local])),
  };
}

const ours = readWsdl('https://books.example.com/qbwc?a=1&b=2');

const published = join(__dirname, '../../../../../shared/reference/QBWebConnectorSvc.wsdl');
const isThere = existsSync(published);
(isThere ? test : test.skip)(
  `agrees with the WSDL that Intuit publishes${isThere ? '' : ' (skipped: it is not on this machine)'}`,
  () => {
    expect(contractOf(ours)).toEqual(contractOf(readFileSync(published, 'utf8')));
  },
);

test('says the same as the table of operations', () => {
  const { elements } = contractOf(ours);
  expect(Object.keys(elements).filter((name) => !name.endsWith('Response'))).toEqual([...operations.keys()]);
  for (const { name, parameters } of operations.values()) {
    expect(elements[name]?.map((each: { name: unknown; type: unknown }) => [each.name, each.type])).toEqual(
      parameters.map((each) => [each.name, `{${XSD}}${each.type}`]),
    );
  }
});

test('has two ports at the address given', () => {
  expect(
    ours.match(/<soap(12)?:address location="https:\/\/books\.example\.com\/qbwc\?a=1&amp;b=2"\/>/g),
  ).toHaveLength(2);
});
