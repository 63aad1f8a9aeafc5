import { breaks, isRecord, type Checked, type RuleBreak } from './ruleBreak.ts';

/** A tool server as the request names it (spec 2.5). */
interface CallTool {
  readonly label: string;
  readonly url: string;
  readonly bearer?: string;
}

export interface CallParameters {
  readonly enableFeedback: boolean;
  readonly detailed: boolean;
  readonly tools: readonly CallTool[];
}

const DETAILED = 'model_detailed_report';
const SUMMARY = 'model_summary_report';

const DOCUMENTED = [
  'enable_feedback',
  'output_format',
  'research_tools',
  'incremental_output',
  'result_format',
  'stream',
];

/** `parameters` (spec 2.3). `output_format` is also taken beside `model`: its place is unclear. */
export function checkParameters(
  body: Readonly<Record<string, unknown>>,
  isMain: boolean,
): Checked<CallParameters> {
  const given = isRecord(body['parameters']) ? body['parameters'] : {};
  const refuse = (words: string): Checked<CallParameters> => ({
    ok: false,
    broken: breaks('InvalidParameter', words),
  });
  for (const name of ['enable_feedback', 'incremental_output', 'stream']) {
    const value = given[name];
    if (value !== undefined && typeof value !== 'boolean') {
      return refuse(`${name} must be a bool.`);
    }
  }
  if (given['stream'] === false) {
    return refuse('This model does only support stream mode.');
  }
  if (given['result_format'] !== undefined && given['result_format'] !== 'message') {
    return refuse('result_format must be message.');
  }
  const format = given['output_format'] ?? body['output_format'] ?? DETAILED;
  if (format !== DETAILED && format !== SUMMARY) {
    return refuse(`output_format must be ${DETAILED} or ${SUMMARY}.`);
  }
  const tools = checkTools(given['research_tools'], isMain);
  if ('code' in tools) {
    return { ok: false, broken: tools };
  }
  return {
    ok: true,
    value: {
      enableFeedback: given['enable_feedback'] !== false,
      detailed: format === DETAILED,
      tools,
    },
    remarks: remarksOn(given, isMain),
  };
}

function remarksOn(given: Readonly<Record<string, unknown>>, isMain: boolean): string[] {
  const remarks = Object.keys(given)
    .filter((name) => !DOCUMENTED.includes(name))
    .map((name) => `undocumented parameter ${name}`);
  if (given['incremental_output'] !== true) {
    remarks.push('incremental_output is not true');
  }
  if (isMain && given['research_tools'] !== undefined) {
    remarks.push('research_tools with main');
  }
  return remarks;
}

function checkTools(given: unknown, isMain: boolean): readonly CallTool[] | RuleBreak {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    return breaks('InvalidParameter', 'research_tools must be an array.');
  }
  if (isMain && given.length > 0) {
    return breaks('InvalidParameter', 'research_tools are not supported by this model.');
  }
  const tools: CallTool[] = [];
  for (const item of given as readonly unknown[]) {
    const tool = readTool(item);
    if ('code' in tool) {
      return tool;
    }
    tools.push(tool);
  }
  return tools;
}

/** One entry of `research_tools`, required fields and types (spec 2.5). */
function readTool(item: unknown): CallTool | RuleBreak {
  const refuse = (words: string): RuleBreak => breaks('InvalidParameter', words);
  if (!isRecord(item) || item['type'] !== 'mcp') {
    return refuse('A tool must be of type mcp.');
  }
  const { server_label: label, server_url: url, allowed_tools: allowed } = item;
  if (typeof label !== 'string' || label === '') {
    return refuse('server_label is required.');
  }
  if (typeof url !== 'string' || !/^https?:\/\/[^/\s]+/i.test(url)) {
    return refuse('server_url must be a web address.');
  }
  const names: readonly unknown[] = Array.isArray(allowed) ? allowed : [];
  if (names.length === 0 || names.some((name) => typeof name !== 'string' || name === '')) {
    return refuse('allowed_tools must name at least one tool.');
  }
  const approval = item['require_approval'];
  if (approval !== undefined && typeof approval !== 'boolean') {
    return refuse('require_approval must be a bool.');
  }
  const authentication = item['authentication'];
  if (authentication === undefined) {
    return { label, url };
  }
  if (!isRecord(authentication)) {
    return refuse('authentication must be an object.');
  }
  const { bearer, oauth } = authentication;
  if (typeof bearer === 'string' && bearer !== '') {
    return { label, url, bearer };
  }
  return isRecord(oauth) ? { label, url } : refuse('authentication must hold bearer or oauth.');
}
