"use client";
import { Alert, Badge, Button, Group, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { Section } from "../section.tsx";
import { useSend } from "../use-change.ts";
import type { Account } from "./account-page.tsx";

export function Profile({ account }: { account: Account }) {
  const t = useTranslations("people.account");
  const roles = useTranslations("people.siteRoles");
  const router = useRouter();
  const form = useForm({ initialValues: { name: account.name, organisation: account.organisation } });
  const { send, busy, problem, reset } = useSend(
    (values: { name: string; organisation: string }) => api("PATCH", "account", values),
    form,
    () => {
      notifications.show({ message: t("saved"), autoClose: 3000 });
      form.resetDirty();
      reset();
      router.refresh();
    },
  );
  return (
    <Section title={t("profile")} about={t("profileAbout")}>
      <Group gap="xs">
        <Text size="sm">{account.email}</Text>
        {account.siteRoles.map((role) => (
          <Badge key={role} size="sm" variant="light">
            {roles(role)}
          </Badge>
        ))}
      </Group>
      {problem !== null && (
        <Alert color="red" variant="light" p="sm">
          {problem}
        </Alert>
      )}
      <form method="post" onSubmit={form.onSubmit((values) => send(values))}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t("name")} autoComplete="name" required withAsterisk={false} {...form.getInputProps("name")} />
          <TextInput label={t("organisation")} autoComplete="organization" {...form.getInputProps("organisation")} />
        </SimpleGrid>
        <Button type="submit" mt="md" size="xs" loading={busy} disabled={!form.isDirty()}>
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}
