import { createKernels, type KernelFunctions, type Kernels, kernelWasm } from "@nauplius/imaging";

/** TypeScript without DOM does not know WebAssembly: the part of it that is used here. */
type Memory = { readonly buffer: ArrayBuffer };
type Host = {
  readonly Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};
const pageBytes = 65_536;

/** Kernels over a memory of so many bytes. A shared one can be read by other threads (`kernels.bytes.buffer`).
 *  @throws RangeError above 4 GiB, all that WebAssembly addresses */
export function openKernels(bytes: number, shared: boolean): Kernels {
  const pages = Math.ceil(bytes / pageBytes);
  if (pages > 65_536) throw new RangeError(`kernels: ${bytes} bytes are needed, WebAssembly has 4 GiB`);
  const { WebAssembly: host } = globalThis as unknown as { WebAssembly: Host };
  const memory = new host.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  const { exports } = new host.Instance(new host.Module(kernelWasm(shared)), { env: { memory } });
  return createKernels(exports as KernelFunctions, memory.buffer);
}
