/** 12345.67 → 12,345.67 */
export const money = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?=\.))/g, ',');
