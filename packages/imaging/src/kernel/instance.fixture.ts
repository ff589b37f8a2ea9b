import { createKernels, type KernelFunctions, type Kernels, kernelWasm } from "./kernels.ts";

type Memory = { readonly buffer: ArrayBuffer };
type Host = {
  readonly Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** What a host does to have kernels; the packages' own types know no WebAssembly. */
export function instantiate(pages: number, shared = false): Kernels {
  const { WebAssembly: host } = globalThis as unknown as { WebAssembly: Host };
  const memory = new host.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  const { exports } = new host.Instance(new host.Module(kernelWasm(shared)), { env: { memory } });
  return createKernels(exports as KernelFunctions, memory.buffer);
}
