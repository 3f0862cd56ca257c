import type { Random } from './random';

const OWNERS = ['Alderwood', 'Bridgeport', 'Cannon Beach', 'Clackamas', 'Dalles', 'Estacada', 'Fairview', 'Garden Home',
  'Happy Valley', 'Hood River', 'Independence', 'Jantzen', 'Kenton', 'Laurelhurst', 'Maywood', 'Multnomah', 'Nehalem',
  'Oswego', 'Parkrose', 'Raleigh Hills', 'Sellwood', 'Tigard', 'Tualatin', 'Wilsonville', 'Yamhill']; // prettier-ignore
const KINDS = ['Apartments', 'Medical Clinic', 'School District', 'Community Church', 'Storage', 'Brewing', 'Hotel Group',
  'Dental Partners', 'Property Management', 'Development', 'Credit Union', 'Homeowners Association', 'Retail Center',
  'Logistics']; // prettier-ignore
const FORMS = [', Inc.', ' LLC', '', '', ' LP'];
const FIRST = ['Abigail', 'Benjamin', 'Charlotte', 'Dominic', 'Eleanor', 'Felix', 'Georgia', 'Harvey', 'Isabel', 'Jasper',
  'Katherine', 'Leonard', 'Miriam', 'Nolan', 'Ophelia', 'Patrick', 'Rebecca', 'Stephen', 'Theresa', 'Vincent']; // prettier-ignore
const LAST = ['Albright', 'Bancroft', 'Castellano', 'Delacroix', 'Engstrom', 'Fitzgerald', 'Grimaldi', 'Halvorsen',
  'Ingram', 'Jankowski', 'Kirkpatrick', 'Lindqvist', 'Montgomery', 'Nakamura', 'Oyelaran', 'Pemberton', 'Quintero',
  'Rasmussen', 'Sorensen', 'Tremblay']; // prettier-ignore

export interface CustomerName {
  /** People stand under “Last, First”, as bookkeepers enter them. */
  readonly name: string;
  readonly person?: { readonly first: string; readonly last: string };
}

/** So many names, no two alike in any spelling and none of them in `taken`. */
export function customerNames(random: Random, count: number, taken: ReadonlySet<string>): CustomerName[] {
  const used = new Set(taken);
  const names: CustomerName[] = [];
  while (names.length < count) {
    const isPerson = random.chance(45);
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    const core = isPerson ? `${last}, ${first}` : `${random.pick(OWNERS)} ${random.pick(KINDS)}`;
    const name = isPerson ? core : `${core}${random.pick(FORMS)}`;
    if (used.has(core.toLowerCase()) || used.has(name.toLowerCase())) continue;
    used.add(core.toLowerCase()).add(name.toLowerCase());
    names.push(isPerson ? { name, person: { first, last } } : { name });
  }
  return names;
}
