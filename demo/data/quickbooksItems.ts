import type { Random } from './random';
import type { QuickBooksSeedRow, SeedValue } from './rows';

export const ITEM_COUNT = 150;

/** An item of a seed: its kind beside its fields. */
export type ItemRow = QuickBooksSeedRow & { readonly ItemType: string };

/** Cost codes of a contractor: a division and its tasks, each bought from somebody and sold to the owner. */
const DIVISIONS: readonly (readonly [division: string, tasks: string])[] = [
  ['01 General Conditions', 'Supervision, Temporary Power, Site Office, Safety, Cleanup, Final Cleaning'],
  ['02 Site Work', 'Clearing, Grading, Trenching, Erosion Control, Utilities, Asphalt, Fencing'],
  ['03 Concrete', 'Footings, Slab on Grade, Walls, Flatwork, Pumping, Rebar'],
  ['04 Masonry', 'Brick, Block, Stone Veneer, Repointing'],
  ['05 Metals', 'Structural Steel, Railings, Misc Metals'],
  ['06 Carpentry', 'Rough Framing, Trusses, Sheathing, Finish Carpentry, Stairs, Cabinets, Decking'],
  ['07 Thermal and Moisture', 'Roofing, Siding, Insulation, Gutters, Waterproofing'],
  ['08 Doors and Windows', 'Entry Doors, Interior Doors, Windows, Glazing, Hardware'],
  ['09 Finishes', 'Drywall, Painting, Tile, Hardwood, Carpet, Ceilings'],
  ['10 Specialties', 'Signage, Toilet Accessories, Lockers, Fireplaces'],
  ['11 Equipment', 'Appliances, Dock Equipment'],
  ['12 Furnishings', 'Blinds, Countertops'],
  ['13 Special Construction', 'Pools, Fire Sprinklers'],
  ['14 Conveying', 'Elevator, Wheelchair Lift'],
  ['15 Mechanical', 'Plumbing Rough, Plumbing Finish, HVAC, Gas Piping'],
  ['16 Electrical', 'Rough Wiring, Fixtures, Service Panel, Low Voltage'],
];
const MATERIALS = ['2x4 Stud', '2x6 Stud', 'Plywood 3/4', 'OSB 7/16', 'Drywall 1/2', 'Joint Compound', 'Screws 5 lb',
  'Nails 50 lb', 'Rebar #4', 'Concrete Mix 80 lb', 'House Wrap', 'Roof Felt', 'Shingles Bundle', 'Flashing', 'Caulk',
  'Primer Gallon', 'Paint Gallon', 'PVC 4 in', 'Copper 3/4', 'Romex 12-2', 'Outlet Box', 'Insulation R-21']; // prettier-ignore
const CHARGES = ['Permit Fee', 'Dump Fee', 'Delivery', 'Fuel Surcharge', 'Bond Premium', 'Mileage', 'Small Tools',
  'Equipment Day Rate', 'Overhead', 'Profit', 'Late Fee']; // prettier-ignore
const STOCK = ['Steel Lally Column', 'Fence Panel', 'Gate Hinge', 'Gate Latch', 'Post Base', 'Door Slab'];
const ASSETS = ['F-350 Truck', 'Skid Steer', 'Mini Excavator', 'Scissor Lift', 'Office Trailer'];

const INCOME = 'Construction Income:Contract Income';
const account = (FullName: string): SeedValue => ({ FullName });
const price = (random: Random, most: number): string =>
  `${String(1 + random.below(most))}.${random.digits(2)}`;

/** 150 items of every kind that QuickBooks has; `vendors` supply some of them. */
export function quickbooksItems(random: Random, vendors: readonly QuickBooksSeedRow[]): ItemRow[] {
  const suppliers = vendors.filter((each) => each.IsActive !== false).slice(0, 60);
  const supplier = (): Record<string, SeedValue> =>
    random.chance(40) ? { PrefVendorRef: { FullName: random.pick(suppliers).Name } } : {};
  const both = (cost: string): Record<string, SeedValue> => ({
    SalesAndPurchase: {
      SalesDesc: 'As per contract',
      SalesPrice: price(random, 900),
      IncomeAccountRef: account(INCOME),
      PurchaseDesc: 'As per purchase order',
      PurchaseCost: price(random, 600),
      ExpenseAccountRef: account(cost),
      ...supplier(),
    },
  });
  const one = (income: string, amount: Record<string, SeedValue>): Record<string, SeedValue> => ({
    SalesOrPurchase: { ...amount, AccountRef: account(income) },
  });
  const sold: ItemRow[] = [
    ...DIVISIONS.flatMap(([division, tasks]): ItemRow[] => [
      { ItemType: 'Service', Name: division, ...both('Job Costs:Subcontractors') },
      ...tasks.split(', ').map((task, index): ItemRow => ({
        ItemType: 'Service',
        Name: task,
        ParentFullName: division,
        SalesTaxCodeRef: { FullName: 'Non' },
        ...both(index % 3 === 0 ? 'Job Costs:Direct Labor' : 'Job Costs:Subcontractors'),
      })),
    ]),
    // Two tasks below a task, and hours that are only sold.
    { ItemType: 'Service', Name: 'Overtime', ParentFullName: '01 General Conditions:Supervision', ...both('Job Costs:Direct Labor') },
    { ItemType: 'Service', Name: 'Touch-up', ParentFullName: '09 Finishes:Painting', ...both('Job Costs:Direct Labor') },
    { ItemType: 'Service', Name: 'Shop Hours', ...one('Construction Income:Time and Materials', { Price: '95.00' }) },
    { ItemType: 'Service', Name: 'Warranty Hours', IsActive: false, ...one(INCOME, { Price: '0.00' }) },
    ...MATERIALS.map((Name, index): ItemRow => ({
      ItemType: 'NonInventory',
      Name,
      SalesTaxCodeRef: { FullName: 'Tax' },
      ...(index % 4 === 0 ? { ManufacturerPartNumber: `MP-${random.digits(5)}` } : {}),
      ...(index % 9 === 8 ? { IsActive: false } : {}),
      ...(index % 2 === 0 ? both('Job Costs:Materials') : one('Job Costs:Materials', { Price: price(random, 80) })),
    })),
    ...CHARGES.map((Name, index): ItemRow => ({
      ItemType: 'OtherCharge',
      Name,
      ...(index % 4 === 1
        ? one('Construction Income:Change Orders', { PricePercent: '10.0' })
        : one('Construction Income:Change Orders', { Price: price(random, 200) })),
    })),
  ]; // prettier-ignore
  return [...sold, ...stock(random), ...forInvoices(), ...assets(random)];
}

function stock(random: Random): ItemRow[] {
  const accounts = {
    IncomeAccountRef: account(INCOME),
    COGSAccountRef: account('Job Costs:Materials'),
    AssetAccountRef: account('Inventory Asset'),
  };
  return [
    ...STOCK.map((Name): ItemRow => ({
      ItemType: 'Inventory',
      Name,
      SalesTaxCodeRef: { FullName: 'Tax' },
      SalesPrice: price(random, 300),
      PurchaseCost: price(random, 150),
      QuantityOnHand: String(random.below(40)),
      ReorderPoint: '5',
      ...accounts,
    })),
    {
      ItemType: 'InventoryAssembly',
      Name: 'Gate Kit',
      SalesPrice: '480.00',
      ...accounts,
      ItemInventoryAssemblyLine: [
        { ItemInventoryRef: { FullName: 'Gate Hinge' }, Quantity: '2' },
        { ItemInventoryRef: { FullName: 'Gate Latch' }, Quantity: '1' },
      ],
    },
  ];
}

/** Items that only work on the other lines of a document, taxes of the state across the river, and groups. */
function forInvoices(): ItemRow[] {
  const line = (FullName: string, Quantity = '1'): SeedValue => ({ ItemRef: { FullName }, Quantity });
  return [
    { ItemType: 'Subtotal', Name: 'Subtotal', ItemDesc: 'Subtotal' },
    { ItemType: 'Subtotal', Name: 'Reimb Subt', SpecialItemType: 'ReimbursableExpenseSubtotal' },
    { ItemType: 'Discount', Name: 'Discount 5%', DiscountRatePercent: '5.0', AccountRef: account(INCOME) },
    { ItemType: 'Discount', Name: 'Early Payment', DiscountRate: '250.00', AccountRef: account(INCOME) },
    { ItemType: 'Discount', Name: 'Retainage', DiscountRatePercent: '10.0', AccountRef: account('Retainage Receivable') },
    { ItemType: 'Payment', Name: 'Deposit Received', DepositToAccountRef: account('Undeposited Funds') },
    { ItemType: 'Payment', Name: 'Progress Payment', ItemDesc: 'Thank you' },
    { ItemType: 'SalesTax', Name: 'WA State', TaxRate: '6.5', TaxVendorRef: account(TAX_AGENCY) },
    { ItemType: 'SalesTax', Name: 'Clark County', TaxRate: '2.2', TaxVendorRef: account(TAX_AGENCY) },
    { ItemType: 'SalesTax', Name: 'Cowlitz County', TaxRate: '1.6', TaxVendorRef: account(TAX_AGENCY) },
    { ItemType: 'SalesTax', Name: 'Out of State', TaxRate: '0.0', TaxVendorRef: account(TAX_AGENCY) },
    { ItemType: 'SalesTaxGroup', Name: 'Vancouver WA', ItemSalesTaxRef: [account('WA State'), account('Clark County')] },
    { ItemType: 'SalesTaxGroup', Name: 'Kelso WA', ItemSalesTaxRef: [account('WA State'), account('Cowlitz County')] },
    { ItemType: 'Group', Name: 'Door Package', ItemGroupLine: [line('08 Doors and Windows:Entry Doors'), line('08 Doors and Windows:Hardware', '3')] },
    { ItemType: 'Group', Name: 'Bath Package', ItemGroupLine: [line('15 Mechanical:Plumbing Finish'), line('09 Finishes:Tile', '40')] },
    { ItemType: 'Group', Name: 'Fence Package', IsPrintItemsInGroup: true, ItemGroupLine: [line('Fence Panel', '10'), line('Gate Kit')] },
  ]; // prettier-ignore
}

function assets(random: Random): ItemRow[] {
  return ASSETS.map((Name, index) => ({
    ItemType: 'FixedAsset',
    Name,
    AcquiredAs: index % 2 === 0 ? 'New' : 'Old',
    PurchaseDesc: Name,
    PurchaseDate: `201${String(index)}-04-15`,
    PurchaseCost: `${random.digits(5)}.00`,
    AssetAccountRef: account('Equipment and Vehicles'),
    SerialNumber: random.digits(9),
  }));
}

/** The vendor to whom sales tax is paid. */
export const TAX_AGENCY = 'WA Department of Revenue';
