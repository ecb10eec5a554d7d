/** Vite: the address at which the file is served. */
declare module '*?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: it is Vite that exports it so.
  export default url;
}
