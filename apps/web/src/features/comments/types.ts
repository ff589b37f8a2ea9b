/** A comment as the API sends it. */
export type ShownComment = {
  readonly id: number;
  readonly objectId: number;
  readonly originalId: string;
  readonly by: string | null;
  readonly name: string | null;
  readonly at: string;
  readonly text: string;
};
