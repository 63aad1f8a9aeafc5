/** A service code with its documented HTTP status (spec 10), in words of our own. */
interface ServiceCode {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The row of the fault table it belongs to. */
  readonly row: string;
}

type Row = readonly [code: string, status: number, row: string, message: string];

const ROWS: readonly Row[] = [
  ['InvalidApiKey', 401, 'F15', 'The API key is not valid.'],
  ['invalid_api_key', 401, 'F15', 'The API key given is not right.'],
  ['NOT AUTHORIZED', 401, 'F15', 'The workspace is not open to this caller.'],
  ['Arrearage', 400, 'F17', 'Access denied, the account has payments overdue.'],
  ['AccessDenied', 403, 'F16', 'Access to this model is denied.'],
  ['access_denied', 403, 'F16', 'Access denied for this model.'],
  ['AccessDenied.Unpurchased', 403, 'F16', 'The product has not been activated for this account.'],
  ['Model.AccessDenied', 403, 'F16', 'The workspace of this key may not use the model.'],
  ['Workspace.AccessDenied', 403, 'F16', 'This key has no right to the workspace.'],
  ['Endpoint.AccessDenied', 403, 'F16', 'The model is no longer served.'],
  ['AllocationQuota.FreeTierOnly', 403, 'F16', 'Only the free tier is switched on.'],
  ['ModelNotFound', 404, 'F18', 'The model could not be found.'],
  ['model_not_found', 404, 'F18', 'The model was not found or is not open to you.'],
  ['model_not_supported', 404, 'F18', 'The model is not supported on this path.'],
  ['WorkSpaceNotFound', 404, 'F18', 'The workspace could not be found.'],
  ['InvalidParameter', 400, 'F18', 'A parameter of the request is not valid.'],
  ['BadRequest.EmptyInput', 400, 'F18', 'The body holds no input.'],
  ['BadRequest.EmptyParameters', 400, 'F18', 'The body holds no parameters.'],
  ['BadRequest.EmptyModel', 400, 'F18', 'The body names no model.'],
  ['BadRequest.IllegalInput', 400, 'F18', 'The body could not be understood.'],
  ['BadRequest.TooLarge', 400, 'F20', 'The payload is too large.'],
  ['InvalidURL', 400, 'F18', 'An image address is not valid.'],
  ['InvalidParameter.DataInspection', 400, 'F18', 'An image could not be downloaded in time.'],
  ['InvalidImageFormat', 400, 'F18', 'An image could not be read.'],
  ['DataInspectionFailed', 400, 'F19', 'The content check refused the text.'],
  ['data_inspection_failed', 400, 'F19', 'The content check has refused the text.'],
  ['CustomRoleBlocked', 400, 'F19', 'A content rule of the account refused the text.'],
  ['FaqRuleBlocked', 400, 'F19', 'A question rule of the account refused the text.'],
  ['IPInfringementSuspect', 400, 'F19', 'The text may infringe the rights of others.'],
  ['ServiceUnavailableError', 400, 'F18', 'A role is wrong or a content is empty.'],
  ['Throttling', 429, 'F21', 'Requests are being throttled.'],
  ['Throttling.RateQuota', 429, 'F21', 'The request rate is over its quota.'],
  ['LimitRequests', 429, 'F21', 'Too many requests in this minute.'],
  ['Throttling.BurstRate', 429, 'F21', 'The request rate rose too fast.'],
  ['Throttling.AllocationQuota', 429, 'F21', 'The token rate is over its quota.'],
  ['insufficient_quota', 429, 'F21', 'The token quota is used up for now.'],
  ['CommodityNotPurchased', 429, 'F17', 'The product has not been bought.'],
  ['PrepaidBillOverdue', 429, 'F17', 'The prepaid bill is overdue.'],
  ['PostpaidBillOverdue', 429, 'F17', 'The postpaid bill is overdue.'],
  ['InternalError', 500, 'F22', 'Something inside the service failed.'],
  ['internal_error', 500, 'F22', 'Something failed inside the service.'],
  ['SystemError', 500, 'F22', 'The system failed.'],
  ['ModelServiceFailed', 500, 'F22', 'The model could not be called.'],
  ['InternalError.Algo', 500, 'F22', 'The model failed while it was working.'],
  ['InternalError.Timeout', 500, 'F22', 'An inner call took too long.'],
  ['RequestTimeOut', 500, 'F22', 'The request took too long.'],
  ['ResponseTimeout', 500, 'F22', 'The answer took too long.'],
  ['InvokePluginFailed', 500, 'F101', 'A tool of the request could not be called.'],
  ['ModelServingError', 503, 'F22', 'There is no room for the request just now.'],
  ['ModelUnavailable', 503, 'F22', 'The model cannot be reached just now.'],
  ['Simulated.NeverHeardOf', 400, 'F18', 'A code that no document lists.'],
];

export const SERVICE_CODES: readonly ServiceCode[] = ROWS.map(([code, status, row, message]) => ({
  code,
  status,
  row,
  message: `${message} (simulated)`,
}));

export function serviceCode(code: string): ServiceCode {
  const found = SERVICE_CODES.find((entry) => entry.code === code);
  if (found === undefined) {
    throw new Error(`no such service code: ${code}`);
  }
  return found;
}
