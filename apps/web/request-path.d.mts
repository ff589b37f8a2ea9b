export function isReadable(url: string): boolean;
