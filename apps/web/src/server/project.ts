import "server-only";
import { projectId } from "@nauplius/domain";
import { readProject } from "@nauplius/services";
import { notFound } from "next/navigation";
import { cache } from "react";
import { context } from "./context.ts";
import { shown } from "./shown.ts";

/** The project of the page being rendered: its layout and its page ask once together. */
export const projectOfPage = cache(async (text: string) => {
  const id = projectId.safeParse(text);
  if (!id.success) notFound();
  return shown(await readProject.call(await context(), { projectId: id.data }));
});
