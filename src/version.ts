/** The running version of Tieout, as in package.json. */
export const version = '0.1.0';
