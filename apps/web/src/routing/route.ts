/** The views, in the order of the navigation. */
export const routes = ['chat', 'models', 'log', 'settings'] as const;

/** A view with a link in the navigation. */
export type MainRoute = (typeof routes)[number];

/** `bench` is reached from the models. */
export type Route = MainRoute | 'bench';

const all: readonly Route[] = [...routes, 'bench'];

/** The view of a location's hash: `#/log` is `log`; all else is the chat. */
export function routeOf(hash: string): Route {
  return all.find((route) => hash === `#/${route}`) ?? 'chat';
}
