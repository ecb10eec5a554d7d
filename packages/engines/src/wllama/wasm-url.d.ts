declare module '*.wasm?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: the shape of Vite's `?url` modules.
  export default url;
}
