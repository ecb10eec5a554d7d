/** What `cem analyze` reads; `npx -y pnpm@12 package` runs it. */
export default {
  globs: ['src/components/agent/agent.ts'],
  litelement: true,
  // The field stands in package.json already, and its answer would be where this run writes to.
  packagejson: false,
};
