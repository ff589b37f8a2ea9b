"use client";
import { Anchor, ColorSwatch, Group, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { groupColour, groupsOf } from "./model/groups.ts";
import type { SpaceData } from "./types.ts";
import { useWords } from "./use-words.ts";

type Props = { readonly space: SpaceData; readonly mayManage: boolean };

/** The morphotypes that the morphs were joined to; a manager gives them names. */
export function Groups({ space: { id, projectId, result }, mayManage }: Props) {
  const t = useTranslations("spaces");
  const words = useWords();
  const format = useFormatter();
  const router = useRouter();
  const groups = groupsOf(result, projectId, words);
  const given = groups.map(({ group }) => result.groupNames?.[group] ?? "");
  const rename = async (group: number, name: string) => {
    if (name === given[group]) return;
    try {
      await api("PUT", `spaces/${id}/groups`, { names: given.map((_, at) => (at === group ? name : null)) });
      router.refresh();
    } catch (error) {
      notifications.show({ color: "red", message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t("groupsAbout")}
      </Text>
      <Group mb="md" gap="lg">
        {groups.map(({ group, name, morphs, share, href }) => (
          <Group key={group} gap={6} wrap="nowrap">
            <ColorSwatch color={groupColour(group)} size={14} />
            {mayManage ? (
              <TextInput
                size="xs"
                w={150}
                maxLength={60}
                aria-label={t("groupName", { number: group + 1 })}
                placeholder={t("group", { number: group + 1 })}
                defaultValue={given[group]}
                onBlur={(e) => void rename(group, e.currentTarget.value.trim())}
                onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
              />
            ) : (
              <Text size="sm">{name}</Text>
            )}
            <Anchor component={Link} href={href} size="xs">
              {t("groupFacts", { morphs, share: format.number(share, { style: "percent", maximumFractionDigits: 1 }) })}
            </Anchor>
          </Group>
        ))}
      </Group>
    </>
  );
}
