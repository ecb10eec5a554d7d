declare module '*?worker&url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: the shape of Vite's `?worker&url` modules.
  export default url;
}
