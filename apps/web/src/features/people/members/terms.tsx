"use client";
import { MultiSelect, Radio, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Role, roles } from "@nauplius/domain";
import { useTranslations } from "next-intl";
import type { SampleChoice } from "./members-page.tsx";

export type Terms = { role: Role; samples: string[]; until: string };
export const freshTerms: Terms = { role: "annotator", samples: [], until: "" };

/** As the verb takes them: a day lasts until its end, UTC. */
export const termsBody = (terms: Terms) => ({
  role: terms.role,
  sampleIds: terms.role === "manager" ? [] : terms.samples.map(Number),
  expiresAt: terms.until === "" ? null : `${terms.until}T23:59:59Z`,
});

/** Role, samples, end: of a member or of an invitation. */
export function TermsFields<V extends Terms>({ form, samples }: { form: UseFormReturnType<V>; samples: readonly SampleChoice[] }) {
  const t = useTranslations("people.terms");
  const names = useTranslations("people.roles");
  const about = useTranslations("people.rolesAbout");
  return (
    <Stack gap="md">
      <Radio.Group label={t("role")} {...form.getInputProps("role")}>
        <Stack gap={8} mt="xs">
          {roles.map((role) => (
            <Radio key={role} value={role} label={names(role)} description={about(role)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.role !== "manager" && samples.length > 0 && (
        <MultiSelect
          label={t("samples")}
          description={t("samplesUse")}
          placeholder={form.values.samples.length === 0 ? t("allSamples") : undefined}
          data={samples.map((s) => ({ value: String(s.id), label: s.name }))}
          searchable
          clearable
          limit={100}
          {...form.getInputProps("samples")}
          error={form.errors.sampleIds ?? form.errors.samples}
        />
      )}
      <TextInput
        type="date"
        label={t("until")}
        description={t("untilUse")}
        {...form.getInputProps("until")}
        error={form.errors.expiresAt ?? form.errors.until}
      />
    </Stack>
  );
}
