"use client";
import { Button, Container } from "@mantine/core";
import { IconBinaryTree2, IconFileText } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { TaxonPanel } from "./detail/detail.tsx";
import { AdoptAction, EditActions } from "./edit/actions.tsx";
import type { TaxonData } from "./types.ts";

/** A taxon's permanent address. */
export function TaxonPage({ taxon, mayEdit }: { taxon: TaxonData; mayEdit: boolean }) {
  const t = useTranslations("taxonomy");
  const sheet = useTranslations("sheet");
  const router = useRouter();
  return (
    <Container size="md" py="lg">
      <TaxonPanel
        id={taxon.id}
        initial={taxon}
        link={(id) => `/taxa/${id}`}
        actions={(now) => (
          <>
            {mayEdit && now.projectId === null && <EditActions taxon={now} onAdded={(id) => router.push(`/taxa/${id}`)} />}
            {mayEdit && now.projectId !== null && now.status !== "deprecated" && <AdoptAction taxon={now} />}
            <div>
              <Button component={Link} href={`/taxa/${now.id}/sheet`} size="xs" variant="subtle" leftSection={<IconFileText size={14} />}>
                {sheet("open")}
              </Button>
            </div>
            {now.projectId === null && (
              <div>
                <Button
                  component={Link}
                  href={`/taxonomy?taxon=${now.id}`}
                  size="xs"
                  variant="subtle"
                  leftSection={<IconBinaryTree2 size={14} />}
                >
                  {t("inTree")}
                </Button>
              </div>
            )}
          </>
        )}
      />
    </Container>
  );
}
