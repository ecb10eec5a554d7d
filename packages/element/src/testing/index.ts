export { adapterStatus, browserModel, gpuModel, logRow, modelStatus, ownModel } from './fixtures.ts';
export { find, mount, recordActions } from './mount.ts';
export { sceneClient } from './scenes.ts';
export { ScriptedClient } from './scripted-client.ts';
