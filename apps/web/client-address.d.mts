import type { BlockList } from "node:net";

export function proxiesFrom(text: string): BlockList;
export function clientAddress(near: string | undefined, forwarded: string | undefined, proxies: BlockList): string;
