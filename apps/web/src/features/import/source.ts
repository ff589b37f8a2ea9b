/** What the person chose to import; `name` is for people. */
export type Source =
  | { readonly from: "upload"; readonly upload: string; readonly name: string }
  | { readonly from: "server"; readonly path: string; readonly name: string };
