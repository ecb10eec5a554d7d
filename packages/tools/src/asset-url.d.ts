/** Vite: the address at which the file is served. */
declare module '*?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: it is Vite that exports it so.
  export default url;
}

/** Vite: the address at which a worker's script is served. */
declare module '*?worker&url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: it is Vite that exports it so.
  export default url;
}
