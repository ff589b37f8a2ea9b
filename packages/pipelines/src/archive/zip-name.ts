import { isUtf8 } from "node:buffer";
import yauzl from "yauzl";

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/** Many writers put UTF-8 into names without saying so; only what is not valid UTF-8 is code page 437. */
export function zipEntryName(entry: yauzl.Entry): string {
  const says = (entry.generalPurposeBitFlag & utf8Flag) !== 0 || entry.extraFields.some(({ id }) => id === unicodePathField);
  const flags = !says && isUtf8(entry.fileNameRaw) ? entry.generalPurposeBitFlag | utf8Flag : entry.generalPurposeBitFlag;
  return yauzl.getFileNameLowLevel(flags, entry.fileNameRaw, entry.extraFields, true);
}
