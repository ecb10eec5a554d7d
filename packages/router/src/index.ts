export { type Route, type RouteFacts, route } from './route.ts';
