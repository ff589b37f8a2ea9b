"use client";
import { Anchor, Button, SimpleGrid, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PageFrame } from "@/components/page-frame.tsx";
import { type Shown, VignetteStrip } from "@/components/vignette/strip.tsx";
import { Section } from "@/features/people/section.tsx";
import { EditSheet } from "./edit-sheet.tsx";
import type { Sheet } from "./types.ts";

/** How a taxon is told: words, pictures, what it is taken for, and what the project rules. */
export function SheetPage({ sheet }: { readonly sheet: Sheet }) {
  const t = useTranslations("sheet");
  const [edited, setEdited] = useState<"site" | "project" | null>(null);
  const { taxon, site, project, images, chosen, may } = sheet;
  const edit = (part: "site" | "project") => (
    <Button size="xs" variant="light" onClick={() => setEdited(part)} aria-label={t(part === "site" ? "editSite" : "editRule")}>
      {t("edit")}
    </Button>
  );
  return (
    <PageFrame title={t("title", { taxon: taxon.displayName })} crumbs={[{ href: `/taxa/${taxon.id}`, text: taxon.displayName }]}>
      <Stack gap="md">
        <Section title={t("looks")} {...(!chosen && images.length > 0 ? { about: t("looksAuto") } : {})}>
          {images.length === 0 ? <Dimmed text={t("noLooks")} /> : <Pictures images={images} edge={112} />}
        </Section>
        <Section title={t("criteria")} action={may.site && edit("site")}>
          <Words part={site} none={t("noCriteria")} />
        </Section>
        {project !== null && (
          <Section title={t("rule", { project: project.title })} action={may.project && edit("project")}>
            <Words part={project} none={t("noRule")} />
          </Section>
        )}
        <Section title={t("alike")}>
          {site.lookAlikes.length === 0 && <Dimmed text={t("noAlike")} />}
          <Stack gap="lg">
            {site.lookAlikes.map((alike) => (
              <SimpleGrid key={alike.taxonId} cols={{ base: 1, sm: 2 }} spacing="md">
                <div>
                  <Text fw={600}>{taxon.displayName}</Text>
                  <Pictures images={images.slice(0, 8)} edge={84} />
                </div>
                <div>
                  <Anchor
                    component={Link}
                    href={`/taxa/${alike.taxonId}/sheet${project === null ? "" : `?project=${project.id}`}`}
                    fw={600}
                  >
                    {alike.taxon}
                  </Anchor>
                  <Pictures images={alike.images.slice(0, 8)} edge={84} />
                  <Text size="sm" mt={6} style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
                    {alike.tell}
                  </Text>
                </div>
              </SimpleGrid>
            ))}
          </Stack>
        </Section>
      </Stack>
      {edited !== null && <EditSheet sheet={sheet} part={edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}

const Pictures = ({ images, edge }: { readonly images: readonly Shown[]; readonly edge: number }) => (
  <VignetteStrip images={images} edge={edge} links />
);

const Dimmed = ({ text }: { readonly text: string }) => (
  <Text size="sm" c="dimmed">
    {text}
  </Text>
);

/** What somebody wrote, and who. */
function Words({ part, none }: { readonly part: Pick<Sheet["site"], "text" | "by" | "at">; readonly none: string }) {
  const t = useTranslations("sheet");
  const format = useFormatter();
  if (part.text === "") return <Dimmed text={none} />;
  return (
    <div>
      <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }} maw="72ch">
        {part.text}
      </Text>
      {part.at !== null && (
        <Text size="xs" c="dimmed" mt={6}>
          {t("by", { name: part.by ?? t("somebody"), at: format.dateTime(new Date(part.at), { dateStyle: "medium" }) })}
        </Text>
      )}
    </div>
  );
}
