/** The views, in the order of the navigation. */
export const routes = ['chat', 'models', 'log', 'settings'] as const;

export type Route = (typeof routes)[number];

/** The view of a location's hash: `#/log` is `log`; all else is the chat. */
export function routeOf(hash: string): Route {
  return routes.find((route) => hash === `#/${route}`) ?? 'chat';
}
