/** What we use of WebAssembly: TypeScript describes it only together with the browser's DOM. */
declare namespace WebAssembly {
  type Module = {};
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Record<string, unknown>): Promise<Instance>;
}
