"use client";
import { Alert, Button, PasswordInput, SimpleGrid, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { api } from "@/components/api.ts";
import { NewPassword } from "../new-password.tsx";
import { Section } from "../section.tsx";
import { useSend } from "../use-change.ts";

export function ChangePassword({ email, name, hasPassword }: { email: string; name: string; hasPassword: boolean }) {
  const t = useTranslations("people.changePassword");
  const router = useRouter();
  const form = useForm({ initialValues: { current: "", password: "" } });
  const { send, busy, problem, reset } = useSend(
    (values: { current: string; password: string }) => api("POST", "account/password", values),
    form,
    () => {
      notifications.show({ message: t("done"), autoClose: 5000 });
      form.reset();
      reset();
      router.refresh();
    },
  );
  if (!hasPassword)
    return (
      <Section title={t("title")}>
        <Text size="sm" c="dimmed">
          {t("none")}
        </Text>
      </Section>
    );
  return (
    <Section title={t("title")} about={t("about")}>
      {problem !== null && (
        <Alert color="red" variant="light" p="sm">
          {problem}
        </Alert>
      )}
      <form method="post" onSubmit={form.onSubmit((values) => send(values))}>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <PasswordInput
            label={t("current")}
            description={t("currentWhy")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            {...form.getInputProps("current")}
          />
          <NewPassword label={t("new")} whose={{ email, name }} {...form.getInputProps("password")} />
        </SimpleGrid>
        <Button type="submit" mt="md" size="xs" loading={busy} disabled={!form.isDirty()}>
          {t("submit")}
        </Button>
      </form>
    </Section>
  );
}
