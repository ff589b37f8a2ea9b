"use client";
import { Alert, Button, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { instruments, newProject } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ApiRefusal, api } from "@/components/api.ts";

type Draft = { title: string; instrument: string; description: string };

/** A new project: a title is enough; whoever makes it manages it. */
export function CreateProject({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useTranslations("projects");
  const router = useRouter();
  const form = useForm<Draft>({ initialValues: { title: "", instrument: "?", description: "" } });
  const create = useMutation({
    mutationFn: (draft: Draft) => api<{ id: number }>("POST", "projects", draft),
    onSuccess: ({ id }) => router.push(`/projects/${id}`),
    onError: (error) => {
      if (error instanceof ApiRefusal) form.setErrors(Object.fromEntries(error.faults.map((f) => [f.path, f.message])));
    },
  });
  const submit = (draft: Draft) => {
    const parsed = newProject.safeParse(draft);
    if (parsed.success) create.mutate(draft);
    else form.setErrors(Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])));
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("create.title")}>
      <form onSubmit={form.onSubmit(submit)}>
        <Stack gap="sm">
          {create.isError && !(create.error instanceof ApiRefusal && create.error.faults.length > 0) && (
            <Alert color="red">{create.error.message}</Alert>
          )}
          <TextInput label={t("fields.title")} required data-autofocus maxLength={255} {...form.getInputProps("title")} />
          <Select
            label={t("fields.instrument")}
            data={instruments.map((value) => ({ value, label: value === "?" ? t("notTold") : value }))}
            searchable
            allowDeselect={false}
            {...form.getInputProps("instrument")}
          />
          <Textarea label={t("fields.description")} autosize minRows={3} maxRows={10} {...form.getInputProps("description")} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={create.isPending || create.isSuccess}>
              {t("create.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
