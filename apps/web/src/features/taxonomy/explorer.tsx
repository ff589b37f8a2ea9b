"use client";
import { Button, Group, Text, Title } from "@mantine/core";
import { IconFlag, IconHistory, IconPlus, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { api } from "@/components/api.ts";
import { TaxonPicker } from "@/components/taxon-picker.tsx";
import { TaxonPanel } from "./detail/detail.tsx";
import { EditActions } from "./edit/actions.tsx";
import { AddForm } from "./edit/small-forms.tsx";
import classes from "./taxonomy.module.css";
import { TaxonTree } from "./tree/tree.tsx";
import { useRoots } from "./tree/use-roots.ts";
import { useTree } from "./tree/use-tree.ts";
import type { TaxonData } from "./types.ts";

/** Narrower than this the tree has the page to itself, and a taxon has its own. */
const narrow = "(max-width: 60em)";
const addressOf = (id: number): string => `/taxonomy?taxon=${id}`;

type Props = { readonly mayEdit: boolean; readonly taxa: number; readonly start: TaxonData | null };

/** The whole tree with one taxon beside it: search, look, edit. */
export function TaxonomyExplorer({ mayEdit, taxa, start }: Props) {
  const t = useTranslations("taxonomy");
  const router = useRouter();
  const asked = Number(useSearchParams().get("taxon"));
  const selected = Number.isSafeInteger(asked) && asked > 0 ? asked : null;
  const tree = useTree();
  const { refresh, reveal } = tree;
  const [adding, setAdding] = useState(false);
  useRoots(tree, start === null ? null : { taxon: start.id, ancestors: start.lineage.map((ancestor) => ancestor.id) });

  // Every change of the tree makes a new stamp (see useForgetTaxa): the branches that are open are asked again.
  const { data: stamp } = useQuery({ queryKey: ["taxon", "stamp"], queryFn: () => Date.now(), staleTime: Number.POSITIVE_INFINITY });
  const first = useRef(stamp);
  useEffect(() => {
    if (first.current !== undefined && stamp !== first.current) void refresh();
    first.current = stamp;
  }, [stamp, refresh]);

  const select = (id: number) => {
    if (window.matchMedia(narrow).matches) router.push(`/taxa/${id}`);
    else window.history.pushState(null, "", addressOf(id));
  };
  const show = async (id: number) => {
    if (window.matchMedia(narrow).matches) return router.push(`/taxa/${id}`);
    const taxon = await api<TaxonData>("GET", `taxa/${id}`);
    await reveal(
      taxon.lineage.map((ancestor) => ancestor.id),
      id,
    );
    window.history.pushState(null, "", addressOf(id));
  };

  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <div className={classes.head}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Title order={1} size="h4">
              {t("title")}
            </Title>
            <Text size="xs" c="dimmed">
              {t("taxa", { count: taxa })}
            </Text>
          </Group>
          <TaxonPicker withDeprecated aria-label={t("search")} placeholder={t("search")} onPick={(taxon) => void show(taxon.id)} />
          <Group gap={4} className={classes.tools}>
            <Button component={Link} href="/taxonomy/flags" size="compact-xs" variant="subtle" leftSection={<IconFlag size={14} />}>
              {t("tools.flags")}
            </Button>
            {mayEdit && (
              <>
                <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
                  {t("tools.add")}
                </Button>
                <Button component={Link} href="/taxonomy/load" size="compact-xs" variant="subtle" leftSection={<IconUpload size={14} />}>
                  {t("tools.load")}
                </Button>
                <Button
                  component={Link}
                  href="/taxonomy/history"
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<IconHistory size={14} />}
                >
                  {t("tools.history")}
                </Button>
              </>
            )}
          </Group>
        </div>
        <TaxonTree tree={tree} selected={selected} onSelect={select} label={t("title")} />
      </div>
      <div className={classes.main}>
        {selected === null ? (
          <Text c="dimmed" p="xl" ta="center">
            {taxa === 0 ? (mayEdit ? t("emptyEditor") : t("empty")) : t("choose")}
          </Text>
        ) : (
          <TaxonPanel
            key={selected}
            id={selected}
            initial={start?.id === selected ? start : undefined}
            link={addressOf}
            actions={(taxon) =>
              mayEdit && taxon.projectId === null ? <EditActions taxon={taxon} onAdded={(id) => void show(id)} /> : null
            }
          />
        )}
      </div>
      {adding && (
        <AddForm
          parent={null}
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false);
            void show(id);
          }}
        />
      )}
    </div>
  );
}
