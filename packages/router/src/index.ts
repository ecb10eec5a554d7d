export { type Route, type RouteFacts, route } from './route.ts';
export { type AdapterFacts, type AdapterRoute, routeAdapter } from './route-adapter.ts';
