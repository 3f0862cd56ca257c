import type { Random } from './random';

const PLACES = [
  'Alder Creek', 'Bayside', 'Blue Heron', 'Cascade', 'Cedar Flat', 'Columbia', 'Copper Hill', 'Deschutes', 'Eagle Ridge',
  'Evergreen', 'Fir Grove', 'Granite Bay', 'Harbor', 'High Desert', 'Ironwood', 'Juniper', 'Kettle River', 'Lakeview',
  'Lone Pine', 'Madrone', 'Mill Creek', 'Mt. Hood', 'North Fork', 'Oak Street', 'Pacific', 'Pine Hollow', 'Quarry Road',
  'Redwood', 'Rogue Valley', 'Salmon River', 'Santiam', 'Siskiyou', 'Skyline', 'Stonegate', 'Summit', 'Sunset',
  'Tamarack', 'Three Rivers', 'Timberline', 'Umpqua', 'Valley', 'West Coast', 'Wildwood', 'Willamette',
]; // prettier-ignore
const TRADES = [
  'Concrete', 'Ready Mix', 'Electric', 'Plumbing', 'Heating & Air', 'Roofing', 'Drywall', 'Lumber', 'Steel Supply',
  'Glass', 'Paving', 'Excavating', 'Masonry', 'Insulation', 'Flooring', 'Painting', 'Fire Protection', 'Surveying',
  'Equipment Rental', 'Crane & Rigging', 'Tile & Stone', 'Cabinets', 'Landscaping', 'Demolition', 'Scaffolding',
  'Disposal', 'Door & Hardware', 'Elevator', 'Sheet Metal', 'Fence',
]; // prettier-ignore
const FORMS = [', Inc.', ' LLC', ' Co.', '', ', Inc.', ' LLC'];
export const FIRST_NAMES = [
  'Aaron', 'Beth', 'Carlos', 'Dana', 'Elena', 'Frank', 'Grace', 'Hector', 'Ingrid', 'James', 'Karen', 'Luis', 'Maria',
  'Nathan', 'Olga', 'Paul', 'Quinn', 'Rosa', 'Sam', 'Teresa', 'Victor', 'Wendy', 'Yolanda', 'Zack',
]; // prettier-ignore
export const LAST_NAMES = [
  'Abbott', 'Barnes', 'Castillo', 'Dawson', 'Ellison', 'Foster', 'Garcia', 'Hansen', 'Ibarra', 'Jensen', 'Kowalski',
  'Larsen', 'Mendoza', 'Novak', 'Ortega', 'Pruitt', 'Reyes', 'Schmidt', 'Thorpe', 'Underwood', 'Vasquez', 'Whitaker',
]; // prettier-ignore

export interface VendorName {
  readonly name: string;
  /** A person who works on their own account; gets a 1099. */
  readonly person?: { readonly first: string; readonly last: string };
}

/** So many names, no two alike in any spelling. */
export function vendorNames(random: Random, count: number): VendorName[] {
  const taken = new Set<string>();
  const names: VendorName[] = [];
  while (names.length < count) {
    const isPerson = random.chance(14);
    const first = random.pick(FIRST_NAMES);
    const last = random.pick(LAST_NAMES);
    const place = random.pick(PLACES);
    const trade = random.pick(TRADES);
    const form = random.pick(FORMS);
    const key = isPerson ? `${first} ${last}` : `${place} ${trade}`;
    if (taken.has(key)) continue;
    taken.add(key);
    names.push(isPerson ? { name: key, person: { first, last } } : { name: `${place} ${trade}${form}` });
  }
  return names;
}
