/** What the requests of several lists and transactions are made of. */

/** When the company was made; its clock stands still, so that the ids of transactions are known. */
export const SECONDS = 1_790_000_000;
export const OWNER = '{512349B1-1111-2222-3333-000DE1813D20}';

export const ref = (name: string, of: string) => `<${name}><FullName>${of}</FullName></${name}>`;
export const inClass = '<ClassRef><FullName>East</FullName></ClassRef>';

export function address(name: string): string {
  return `<${name}><Addr1>1</Addr1><Addr2>2</Addr2><City>Reno</City><State>NV</State><PostalCode>89501</PostalCode><Country>US</Country><Note>n</Note></${name}>`;
}

export function phones(): string {
  return '<Phone>1</Phone><AltPhone>2</AltPhone><Fax>3</Fax><Email>a@b</Email><Cc>c@d</Cc><Contact>E</Contact><AltContact>F</AltContact><AdditionalContactRef><ContactName>Skype</ContactName><ContactValue>x</ContactValue></AdditionalContactRef>';
}
