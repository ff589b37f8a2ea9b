import "server-only";
import { cache } from "react";

/** The page being rendered, one for each request: known once its context is. */
export const here = cache((): { path: string } => ({ path: "/" }));
