export { type ParsedCall, parseCall } from './call/parse-call.ts';
export { maxContentLength, runTool } from './call/run-tool.ts';
export { type Validation, validateArguments } from './call/validate-arguments.ts';
