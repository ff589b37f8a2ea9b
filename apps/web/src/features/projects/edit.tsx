"use client";
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { accesses, instruments, licences, type ProjectPatch, projectPatch } from "@nauplius/domain";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiRefusal, api } from "@/components/api.ts";
import { useReread } from "@/components/use-reread.ts";

export type Editable = { readonly [K in keyof Required<ProjectPatch>]: string } & { readonly id: number; readonly version: number };

const names = [
  "title",
  "description",
  "protocol",
  "contactName",
  "contactEmail",
  "instrument",
  "licence",
  "funding",
  "citation",
  "access",
] as const;
type Draft = Record<(typeof names)[number], string>;

const draftOf = (project: Editable): Draft => Object.fromEntries(names.map((name) => [name, project[name]])) as Draft;

type Props = { readonly project: Editable; readonly opened: boolean; readonly onClose: () => void };

/** What a manager may change of a project; only what differs is sent, with the version that was read. */
export function EditProject({ project, opened, onClose }: Props) {
  const t = useTranslations("projects");
  const { isReading, reread } = useReread();
  const form = useForm<Draft>({ initialValues: draftOf(project) });
  const [agreed, setAgreed] = useState(false);
  const { access, licence } = form.values;
  const opensUnlicensed = access === "open" && licence === "" && (project.access !== "open" || project.licence !== "");
  const save = useMutation({
    mutationFn: (patch: Partial<Draft>) => api<{ version: number }>("PATCH", `projects/${project.id}`, { version: project.version, patch }),
    onSuccess: () => {
      notifications.show({ color: "green", message: t("edit.saved") });
      reread(onClose);
    },
    onError: (error) => {
      if (error instanceof ApiRefusal)
        form.setErrors(Object.fromEntries(error.faults.map((f) => [f.path.replace(/^patch\./, ""), f.message])));
    },
  });
  const submit = (draft: Draft) => {
    const changed = Object.fromEntries(names.filter((name) => draft[name] !== project[name]).map((name) => [name, draft[name]]));
    if (Object.keys(changed).length === 0) return onClose();
    const parsed = projectPatch.safeParse(changed);
    if (parsed.success) save.mutate(changed);
    else form.setErrors(Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])));
  };
  const long = (name: "description" | "protocol" | "funding" | "citation", rows: number) => (
    <Textarea label={t(`fields.${name}`)} autosize minRows={rows} maxRows={16} {...form.getInputProps(name)} />
  );
  return (
    <Modal opened={opened} onClose={onClose} title={t("edit.title")} size="lg">
      <form onSubmit={form.onSubmit(submit)}>
        <Stack gap="sm">
          {save.isError && !(save.error instanceof ApiRefusal && save.error.faults.length > 0) && (
            <Alert color="red">{save.error.message}</Alert>
          )}
          <TextInput label={t("fields.title")} required maxLength={255} data-autofocus {...form.getInputProps("title")} />
          <Group grow>
            <Select
              label={t("fields.instrument")}
              data={instruments.map((value) => ({ value, label: value === "?" ? t("notTold") : value }))}
              searchable
              allowDeselect={false}
              {...form.getInputProps("instrument")}
            />
            <Select
              label={t("fields.licence")}
              data={licences.map((value) => ({ value, label: value === "" ? t("noLicence") : value }))}
              allowDeselect={false}
              {...form.getInputProps("licence")}
            />
          </Group>
          <Select
            label={t("fields.access")}
            description={t(`accessHint.${form.values.access as "private"}`)}
            data={accesses.map((value) => ({ value, label: t(`access.${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps("access")}
          />
          {opensUnlicensed && (
            <Alert color="orange" title={t("edit.unlicensed")}>
              {t("edit.unlicensedWhy")}
              <Checkbox mt="xs" label={t("edit.unlicensedYes")} checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
            </Alert>
          )}
          {long("description", 3)}
          {long("protocol", 3)}
          <Group grow>
            <TextInput label={t("fields.contactName")} {...form.getInputProps("contactName")} />
            <TextInput label={t("fields.contactEmail")} type="email" {...form.getInputProps("contactEmail")} />
          </Group>
          {long("funding", 2)}
          {long("citation", 2)}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={opensUnlicensed && !agreed} loading={save.isPending || isReading}>
              {t("edit.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
