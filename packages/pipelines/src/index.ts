export { type Archive, type ArchiveEntry, ArchiveFault, type ArchiveKind } from "./archive/archive.ts";
export { type ClassFolder, classFolders, type FoundImage, imageFolders, imageOfRow, imagesOf } from "./archive/classes.ts";
export { type DiscoverOptions, type Discovery, discover, type ImportKind, type TableFile } from "./archive/discover.ts";
export { type ArchiveLimits, defaultArchiveLimits } from "./archive/limits.ts";
export { type OpenOptions, openArchive } from "./archive/open.ts";
export { isImageName } from "./archive/paths.ts";
export { type NewEntry, writeZip } from "./archive/write-zip.ts";
export { burnScaleBar } from "./vignette/burn.ts";
