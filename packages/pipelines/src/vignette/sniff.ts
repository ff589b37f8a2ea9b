import { err, ok, type Result } from "@nauplius/domain";
import type { ImageFormat, ImageRefusal } from "./types.ts";

const SUPPORTED = "PNG, JPEG, GIF, BMP, WebP or TIFF";

const startsWith = (bytes: Uint8Array, at: number, wanted: string): boolean => {
  if (bytes.length < at + wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted.charCodeAt(i)) return false;
  return true;
};

const known: readonly (readonly [ImageFormat, (bytes: Uint8Array) => boolean])[] = [
  ["jpeg", (bytes) => startsWith(bytes, 0, "\xff\xd8\xff")],
  ["png", (bytes) => startsWith(bytes, 0, "\x89PNG\r\n\x1a\n")],
  ["tiff", (bytes) => ["II*\0", "MM\0*", "II+\0", "MM\0+"].some((magic) => startsWith(bytes, 0, magic))],
  ["gif", (bytes) => startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")],
  ["webp", (bytes) => startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")],
  // "BM" begins many a text: the info header's size is 12 or 40 to 124, its other bytes 0.
  ["bmp", (bytes) => startsWith(bytes, 0, "BM") && startsWith(bytes, 15, "\0\0\0")],
];

const others: readonly (readonly [string, string, number])[] = [
  ["a PDF", "%PDF", 0],
  ["a zip archive", "PK\x03\x04", 0],
  ["a gzip file", "\x1f\x8b", 0],
  ["a RAR archive", "Rar!", 0],
  ["a 7z archive", "7z\xbc\xaf", 0],
  ["an AVIF or HEIC image", "ftyp", 4],
  ["a JPEG 2000 image", "\0\0\0\x0cjP", 0],
  ["a JPEG 2000 image", "\xff\x4f\xff\x51", 0],
  ["a Photoshop file", "8BPS", 0],
  ["a DICOM file", "DICM", 128],
  ["a program", "MZ", 0],
  ["a program", "\x7fELF", 0],
  ["a Git LFS pointer, not the file itself", "version https://git-lfs", 0],
];

/** Bytes that no text holds: the control characters, less tab, line ends and form feed. */
const hasControls = (bytes: Uint8Array): boolean => bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));

/** Names text by its first tag; undefined for binary content. */
function nameText(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024));
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const text = wide ? head.toString("utf16le") : head.toString("latin1");
  if (/<svg[\s/>]/i.test(text)) return "an SVG drawing";
  if (/<!doctype html|<html[\s>]|<script[\s>]|<body[\s>]/i.test(text)) return "an HTML page";
  if (/^\s*<\?xml/i.test(text.replace(/^(\xef\xbb\xbf|\ufeff)/, ""))) return "an XML file";
  return wide || !hasControls(head) ? "a text file" : undefined;
}

/** The format by content: the name of a file says nothing. */
export function sniffFormat(bytes: Uint8Array): Result<ImageFormat, ImageRefusal> {
  if (bytes.length === 0) return err({ code: "empty", message: `got an empty file, expected ${SUPPORTED}` });
  const format = known.find(([, is]) => is(bytes))?.[0];
  if (format !== undefined) return ok(format);
  const other = others.find(([, magic, at]) => startsWith(bytes, at, magic))?.[0] ?? nameText(bytes);
  const first = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  return err({ code: "unsupported", message: `got ${other ?? `a file that begins with ${first}`}, expected ${SUPPORTED}` });
}
