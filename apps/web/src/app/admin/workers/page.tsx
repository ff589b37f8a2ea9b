import { listWorkers } from "@nauplius/services";
import { getTranslations } from "next-intl/server";
import { WorkersPage } from "@/features/runs/workers.tsx";
import { context } from "@/server/context.ts";
import { shown } from "@/server/shown.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("people.adminPlaces"))("workers") });

export default async function AdminWorkersPage() {
  const ctx = await context();
  return <WorkersPage {...shown(await listWorkers.call(ctx, {}))} now={ctx.clock.now()} />;
}
