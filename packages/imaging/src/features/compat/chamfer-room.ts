import { chamferPlain } from "../../kernel/chamfer.ts";
import type { KernelFunctions } from "../../kernel/kernels.ts";

/** Where chamfer maps are made: a plane of at least `length` numbers to fill, and the kernel that turns it into distances
 *  (KernelFunctions.chamfer says what margin it wants). */
export type ChamferRoom = {
  readonly plane: (length: number) => Int16Array;
  readonly run: (width: number, height: number) => void;
};

/** In plain TypeScript, in memory of its own. */
export function plainRoom(): ChamferRoom {
  let plane = new Int16Array(0);
  return {
    plane: (length) => {
      if (plane.length < length) plane = new Int16Array(Math.ceil(length * 1.5));
      return plane;
    },
    run: (width, height) => chamferPlain(plane, width, height),
  };
}

/** By the WebAssembly kernel, in `bytes` bytes of its memory from `address` on (a multiple of 4); maps that do not fit are made plainly.
 *  @param memory - the buffer of the kernels' memory */
export function kernelRoom(kernel: KernelFunctions["chamfer"], memory: ArrayBufferLike, address: number, bytes: number): ChamferRoom {
  const plane = new Int16Array(memory, address, bytes >> 1);
  const plain = plainRoom();
  let fits = true;
  return {
    plane: (length) => {
      fits = length <= plane.length;
      return fits ? plane : plain.plane(length);
    },
    run: (width, height) => (fits ? kernel(address, width, height) : plain.run(width, height)),
  };
}
