import { allows } from "@nauplius/domain";
import { listMaps, listRuns } from "@nauplius/services";
import { notFound } from "next/navigation";
import { MapPage } from "@/features/object-map/map-page.tsx";
import { context } from "@/server/context.ts";
import { projectOfPage, titled } from "@/server/project.ts";
import { shown } from "@/server/shown.ts";
import { wire } from "@/server/wire.ts";

export const generateMetadata = titled("map");

export default async function Page({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await projectOfPage((await params).projectId);
  if (!allows("object.read", project.standing)) notFound();
  const ctx = await context();
  const of = { projectId: project.id };
  const maps = shown(await listMaps.call(ctx, of));
  // The public of an open project sees no runs.
  const runs = allows("run.read", project.standing) ? shown(await listRuns.call(ctx, of)) : [];
  return (
    <MapPage
      projectId={project.id}
      maps={wire(maps.maps)}
      offers={maps.offers}
      runs={wire(runs)}
      may={{ make: allows("map.make", project.standing), manage: allows("run.control", project.standing) }}
    />
  );
}
