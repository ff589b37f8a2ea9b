import { allows, defaultSort, level as levelSchema, queryOfView, viewOfQuery } from "@nauplius/domain";
import { notFound } from "next/navigation";
import { CorrectionTablePage } from "@/features/correct/sheet/table-page.tsx";
import { projectOfPage } from "@/server/project.ts";

type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const pairsOf = (query: Awaited<Props["searchParams"]>): [string, string][] =>
  Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [value].flat().map((v): [string, string] => [key, v])));

export default async function TablePage({ params, searchParams }: Props) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("correct.run", project.standing)) notFound();
  const query = await searchParams;
  const level = levelSchema.safeParse(query.level);
  const { filter } = viewOfQuery(pairsOf(query));
  const view = new URLSearchParams(queryOfView({ filter, sort: defaultSort })).toString();
  return <CorrectionTablePage projectId={project.id} level={level.success ? level.data : "sample"} filter={filter} view={view} />;
}
