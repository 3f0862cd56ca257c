/** A refusal as v2 words it: `error_code` and `error_message`, within HTTP 200 unless said otherwise. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly httpStatus = 200,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/*
 * Codes and their meaning are those of the vendor's page "Error codes list". Where that list has no code for a
 * refusal (a value that must be unique, a cycle of parents), BDC_1143 "Invalid entity data" stands in for it.
 */
export const refuse = {
  unknownParameter: () => new ApiError('BDC_1002', 'Unknown error occurred.'),
  badLogin: () => new ApiError('BDC_1101', 'User name and/or password do not match our records.'),
  badDeveloperKey: () => new ApiError('BDC_1102', 'Developer key is invalid.'),
  noApi: () => new ApiError('BDC_1105', 'Organization does not have access to the API.'),
  missingParameter: (name: string) =>
    new ApiError('BDC_1108', `Missing parameter value for parameter: ${name}.`),
  badSession: () => new ApiError('BDC_1109', 'Session is invalid. Please log in.'),
  badEntity: (name: string) => new ApiError('BDC_1114', `Invalid entity type: ${name}.`),
  badOperation: (name: string) => new ApiError('BDC_1115', `Invalid CRUD operation: ${name}.`),
  missingData: (name: string) => new ApiError('BDC_1117', `Missing required data for: ${name}.`),
  otherEntity: (path: string, data: string) =>
    new ApiError(
      'BDC_1118',
      `Entity from CRUD operation: ${path} does not match the entity in the data: ${data}.`,
    ),
  badValue: (field: string, value: string) =>
    new ApiError('BDC_1119', `Invalid field,value: ${field}, ${value}.`),
  notSupported: () => new ApiError('BDC_1121', 'API not supported.', 404),
  badJson: () => new ApiError('BDC_1122', 'Error parsing JSON object. Please check your request.'),
  badOrganization: () => new ApiError('BDC_1123', 'Invalid organization id.'),
  badType: (field: string) => new ApiError('BDC_1124', `Invalid field datatype: ${field}.`),
  badListEntity: (name: string) => new ApiError('BDC_1128', `Invalid List entity: ${name}.`),
  badParameter: (name: string, value: string) =>
    new ApiError('BDC_1129', `Invalid parameter value for parameter,value: ${name}, ${value}.`),
  badFilterField: (name: string) => new ApiError('BDC_1130', `Invalid list filter field: ${name}.`),
  badFilterOperator: (name: string) => new ApiError('BDC_1131', `Invalid list filter operator: ${name}.`),
  badData: (field: string, why: string) => new ApiError('BDC_1143', `Invalid entity data. ${field}: ${why}`),
  /** The code was seen for one kind of record and one call at a time; its words are made up. */
  notPermitted: () => new ApiError('BDC_1145', 'User does not have permission for this.'),
  noActiveUser: (user: string, organization: string) =>
    new ApiError('BDC_1111', `No active user for: ${user}, ${organization}.`),
  hourlyLimit: () => new ApiError('BDC_1144', 'Max number of requests per hour reached.'),
  emailLimit: (most: number) =>
    new ApiError('BDC_1144', `Max number of e-mails per minute reached: ${most}.`),
  /** Seen in answers to invoices whose number another one has. */
  numberExists: () => new ApiError('BDC_1171', 'Invoice number already exists.'),
  notFound: () => new ApiError('BDC_1205', 'No data found for the object with the given ID.'),
  notTrusted: () =>
    new ApiError('BDC_1361', 'This operation is not allowed: the session is not trusted by MFA.'),
  tooManyAtOnce: () =>
    new ApiError('BDC_1322', 'Max number of concurrent requests per organization reached.'),
};
