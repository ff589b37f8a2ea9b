"use client";
import { Group, Stack, Table, Text } from "@mantine/core";
import type { LoadPreview } from "@nauplius/services";
import { useFormatter, useTranslations } from "next-intl";
import classes from "./load.module.css";

const figures = ["taxa", "added", "changed", "unchanged", "adopted", "synonyms", "renamed"] as const;
const text = (facts: object): string =>
  Object.entries(facts)
    .map(([field, value]) => `${field} ${value ?? "–"}`)
    .join(", ");

/** What a file would do to the tree, or did. */
export function Preview({ preview }: { preview: LoadPreview }) {
  const t = useTranslations("taxonomy.load");
  const format = useFormatter();
  return (
    <Stack gap="md">
      <Group gap="xl">
        {figures.map((figure) => (
          <div key={figure}>
            <div className={classes.number}>{format.number(preview[figure] ?? 0)}</div>
            <Text size="xs" c="dimmed">
              {t(`figure.${figure}`)}
            </Text>
          </div>
        ))}
      </Group>
      {preview.examples.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t("examples")}</h2>
          <Table.ScrollContainer minWidth={520}>
            <Table fz="sm" verticalSpacing={2}>
              <Table.Tbody>
                {preview.examples.map((example) => (
                  <Table.Tr key={example.id}>
                    <Table.Td>{example.displayName}</Table.Td>
                    <Table.Td c="dimmed">{text(example.before)}</Table.Td>
                    <Table.Td>{text(example.after)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </section>
      )}
      {preview.problems.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t("problems", { errors: preview.errors, warnings: preview.warnings })}</h2>
          <ul className={classes.problems}>
            {preview.problems.map((problem) => (
              <li key={`${problem.code} ${problem.line} ${problem.message}`} data-severity={problem.severity}>
                {problem.message}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}
