import { allows } from "@nauplius/domain";
import { getTranslations } from "next-intl/server";
import { FlagReview } from "@/features/taxonomy/flags/review.tsx";
import { context } from "@/server/context.ts";
import { siteStanding } from "@/server/standing.ts";

export const generateMetadata = async () => ({ title: (await getTranslations("taxonomy.tools"))("flags") });

export default async function FlagsPage() {
  return <FlagReview mayEdit={allows("taxonomy.edit", siteStanding(await context()))} />;
}
