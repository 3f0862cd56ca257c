import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';

/** Lines of business; ten. */
export const quickbooksClasses = (): QuickBooksSeedRow[] => [
  { Name: 'Residential' },
  { Name: 'New Homes', ParentFullName: 'Residential' },
  { Name: 'Remodels', ParentFullName: 'Residential' },
  { Name: 'Commercial' },
  { Name: 'Tenant Improvements', ParentFullName: 'Commercial' },
  { Name: 'Ground-Up', ParentFullName: 'Commercial' },
  { Name: 'Public Works' },
  { Name: 'Service and Warranty' },
  { Name: 'Shop' },
  { Name: 'Overhead' },
];

/** Bill.com's departments: half of them, and one of its own. */
export const billcomDepartments = (): BillcomSeedRow[] => [
  { name: 'Residential' },
  { name: 'New Homes', parent: 'Residential' },
  { name: 'COMMERCIAL' },
  { name: 'Public Works' },
  { name: 'Overhead' },
  { name: 'Disaster Restoration' },
];
