import { build, preview } from 'vite';
import { supplyModel } from './supply-model.ts';

const port = Number(process.env['PORT'] ?? 4173);

await supplyModel();
console.log('Building.');
await build({ logLevel: 'warn' });
const server = await preview({ preview: { port, strictPort: false, host: 'localhost' } });
console.log(
  `\nKinglet is ready: ${server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`}\nStop it with Ctrl+C.`,
);
