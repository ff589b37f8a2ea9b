"use client";
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";

/** The search is in the address, as every view of the product. */
export function PeopleSearch({ q }: { q: string }) {
  const t = useTranslations("people.admin");
  const router = useRouter();
  const search = useDebouncedCallback(
    (text: string) => router.replace(text === "" ? "/admin/people" : `/admin/people?q=${encodeURIComponent(text)}`),
    250,
  );
  return (
    <TextInput
      type="search"
      aria-label={t("search")}
      placeholder={t("search")}
      leftSection={<IconSearch size={16} />}
      defaultValue={q}
      onChange={(event) => search(event.currentTarget.value.trim())}
    />
  );
}
