import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Route, routeOf } from './route.ts';

/** Follows the location's hash, so that each view has an address and the back button works. */
export class RouteController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  current: Route = routeOf(location.hash);

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#onChange);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#onChange);
  }

  readonly #onChange = (): void => {
    this.current = routeOf(location.hash);
    this.#host.requestUpdate();
  };
}
