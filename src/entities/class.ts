import type { EntityDefinition, EntitySettings } from './definition';
import { active, reference, text } from './fields';
import { asLikely } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    class: true;
  }
}

/** QuickBooks' classes: Bill.com's departments, or by a company's setting its accounting classes (sync behaviour §2). */
export function classDefinition(settings: EntitySettings): EntityDefinition {
  const departments = settings.classesAs === 'department';
  return {
    name: 'class',
    words: { one: 'class', many: 'classes' },
    quickbooks: {
      list: 'Class',
      nameMax: 31,
      iterator: false,
      externalGuid: false,
      facts: (raw) => ({ fullName: raw.FullName as string | undefined }),
    },
    billcom: { object: departments ? 'Department' : 'ActgClass', mandatory: ['name'], facts: () => ({}) },
    flows: { quickbooksToBillcom: true, billcomToQuickbooks: true },
    conflict: 'quickbooks',
    dependsOn: [],
    needs: 'classTracking',
    nameSpace: 'ownParent',
    fields: {
      name: text({
        label: 'name',
        quickbooks: 'Name',
        max: 31,
        isName: true,
        billcom: 'name',
        billcomMax: 255,
      }),
      active: active(),
      parent: reference({
        label: 'parent class',
        quickbooks: 'ParentRef',
        billcom: departments ? 'parentDepartmentId' : 'parentActgClassId',
        to: 'class',
      }),
    },
    matchKeys: (_fields, path) => ({ certain: [`path ${path}`], likely: [`path ${asLikely(path)}`] }),
  };
}
