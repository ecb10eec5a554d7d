import { sharedClient } from '@kinglet/element/client';
import { registerServiceWorker } from './pwa/register-service-worker.ts';
import './shell/app.ts';

const app = document.querySelector('kinglet-app');
if (app) app.client = sharedClient(new URL('models/catalogue.json', document.baseURI).href);
if (import.meta.env.PROD) void registerServiceWorker();
