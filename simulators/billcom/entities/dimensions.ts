import { recordFields, reference, required, text, type EntityDefinition } from '../entityDefinition';

/** Departments, accounting classes and jobs share one shape and differ in names only. */
function dimension(name: string, prefix: string, seedKey: string): EntityDefinition {
  const parentField = `parent${name}Id`;
  return {
    name,
    prefix,
    seedKey,
    fields: recordFields(name, {
      name: text(255, required),
      shortName: text(255),
      description: text(4000),
      [parentField]: reference(name),
    }),
    filterable: [],
    parentField,
  };
}

export const department = dimension('Department', '0de', 'departments');
export const actgClass = dimension('ActgClass', 'cls', 'actgClasses');
export const job = dimension('Job', 'job', 'jobs');
