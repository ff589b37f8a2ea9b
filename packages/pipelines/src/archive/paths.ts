const imageName = /\.(?:png|jpe?g|jpe|jfif|gif|bmp|dib|webp|tiff?)$/i;

/** By its extension, in any letter case; what it really is shows when it is decoded. */
export const isImageName = (name: string): boolean => imageName.test(name);

export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf("/")));
export const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
export const joinPath = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);
