"use client";
import { Button, Checkbox, Code, Group, MultiSelect, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Scope } from "@nauplius/domain";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api.ts";
import { FormFrame } from "@/components/form-frame.tsx";
import { SecretShown } from "../secret-shown.tsx";
import { useSend } from "../use-change.ts";
import type { OwnProject } from "./account-page.tsx";

const lives = [7, 30, 90, 365] as const;
type Values = { name: string; scopes: string[]; projects: string[]; days: string };

/** A name, what it is for, where and how long; then the token, once. */
export function NewToken({ projects, scopes, close }: { projects: readonly OwnProject[]; scopes: readonly Scope[]; close: () => void }) {
  const t = useTranslations("people.newToken");
  const names = useTranslations("people.scopes");
  const router = useRouter();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues: { name: "", scopes: ["read"], projects: [], days: "90" } });
  const make = (v: Values) =>
    api<{ token: string }>("POST", "account/tokens", {
      name: v.name,
      scopes: v.scopes,
      days: Number(v.days),
      projectIds: v.projects.length === 0 ? null : v.projects.map(Number),
    });
  const { send, busy, problem } = useSend(make, form, (answer) => {
    setMade(answer.token);
    router.refresh();
  });
  if (made !== null)
    return (
      <Stack>
        <SecretShown secret={made} about={t("once")} />
        <Text size="sm">{t("example")}</Text>
        <Code block>{`curl -H "Authorization: Bearer $TOKEN" ${location.origin}/api/v1/projects`}</Code>
        <Group justify="end">
          <Button onClick={close}>{t("close")}</Button>
        </Group>
      </Stack>
    );
  return (
    <FormFrame problem={problem} onSubmit={form.onSubmit((values) => send(values))} submit={t("make")} busy={busy} onCancel={close}>
      <TextInput
        label={t("name")}
        description={t("nameUse")}
        data-autofocus
        required
        withAsterisk={false}
        {...form.getInputProps("name")}
      />
      <Checkbox.Group label={t("scopes")} description={t("scopesUse")} {...form.getInputProps("scopes")}>
        <Stack gap={8} mt="xs">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={names(`${scope}.name`)} description={names(`${scope}.about`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label={t("projects")}
        description={t("projectsUse")}
        placeholder={form.values.projects.length === 0 ? t("allProjects") : undefined}
        data={projects.map((p) => ({ value: String(p.id), label: `${p.title} (${p.id})` }))}
        searchable
        clearable
        {...form.getInputProps("projects")}
      />
      <NativeSelect
        label={t("days")}
        data={lives.map((days) => ({ value: String(days), label: t("life", { days }) }))}
        {...form.getInputProps("days")}
      />
    </FormFrame>
  );
}
