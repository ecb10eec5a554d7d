export { redact } from './redact/redact.ts';
export { openUsageLog, type UsageLog, type UsageLogOptions, type UsageLogSettings } from './usage-log.ts';
