import { defaultEntitySettings } from '../../src/entities/defaultSettings';
import { entityDefinitions } from '../../src/entities/registry';
import { billcomTable, statusTable } from './codes';
import { featuresTable, guardsTable } from './guards';
import { itemPlacesTable, itemTypesTable } from './items';
import { item } from '../../src/entities/item';
import { holdsTable } from './holds';
import { lengthsTable, marksTable, matchingTable, ownersTable, waysTable } from './lists';
import { charactersTable } from './text';

/** Those that the README has, too. */
export function readmeTables(): Record<string, string> {
  return { guards: guardsTable(), features: featuresTable(entityDefinitions(defaultEntitySettings)) };
}

/** The tables of docs/rules.md by name. They are made from the code that follows the rules, never written. */
export function rulesTables(): Record<string, string> {
  const definitions = entityDefinitions(defaultEntitySettings);
  return {
    ways: waysTable(definitions),
    owners: ownersTable(definitions, entityDefinitions({ ...defaultEntitySettings, twoWayBills: 'on' })),
    matching: matchingTable(definitions),
    lengths: lengthsTable(definitions),
    characters: charactersTable(41),
    marks: marksTable(definitions),
    itemTypes: itemTypesTable(),
    itemPlaces: itemPlacesTable(item),
    guards: guardsTable(),
    features: featuresTable(definitions),
    holds: holdsTable(),
    status: statusTable(),
    billcom: billcomTable(),
  };
}
