export {
  type AdapterRule,
  type Evidence,
  knownRules,
  type PolicyFile,
  parsePolicyFile,
} from './policy-file.ts';
export { type Route, type RouteFacts, route } from './route.ts';
export { type AdapterFacts, type AdapterRoute, routeAdapter } from './route-adapter.ts';
