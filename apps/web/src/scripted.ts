// A development page, not built: the app on a scripted client, in the scene that `?scene=` names.
import './shell/app.ts';
import { sceneClient } from '@kinglet/element/testing';

const app = document.querySelector('kinglet-app');
if (app) app.client = sceneClient(new URLSearchParams(location.search).get('scene') ?? 'empty');
