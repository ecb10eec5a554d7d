export { calibrations } from './calibrations.ts';
export {
  type Calibration,
  type CallFeatures,
  callFeatures,
  certaintyOf,
  type RiskPoint,
  thresholdFor,
} from './call-certainty.ts';
export {
  type AdapterRule,
  type Evidence,
  knownRules,
  type PolicyFile,
  parsePolicyFile,
} from './policy-file.ts';
export { isTooUnsure, type Route, type RouteFacts, route } from './route.ts';
export { type AdapterFacts, type AdapterRoute, routeAdapter } from './route-adapter.ts';
