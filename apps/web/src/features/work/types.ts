import type { Progress } from "@nauplius/services";

/** Work as its manager sees it. */
export type Given = {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly dueOn: string | null;
  readonly closedAt: string | null;
  readonly persons: readonly { readonly id: string; readonly name: string }[];
  /** Null: the view cannot be read any more. */
  readonly progress: Progress | null;
};

/** Work as the person sees it whom it is given to. */
export type Own = {
  readonly id: number;
  readonly projectId: number;
  readonly project: string;
  readonly name: string;
  readonly dueOn: string | null;
  readonly with: readonly string[];
  readonly progress: (Progress & { readonly mine: number }) | null;
};
