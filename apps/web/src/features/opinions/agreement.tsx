"use client";
import { Anchor, Group, Stack, Table, Text, Title } from "@mantine/core";
import type { Agreement } from "@nauplius/services";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Both, Told } from "./types.ts";

type Measured = Pick<Agreement, "objects" | "agreed" | "kappa" | "low" | "high">;

/** A kappa never stands without its interval. */
export function useKappaText(): (k: Measured) => string {
  const t = useTranslations("opinions.agreement");
  const format = useFormatter();
  const two = (value: number): string => format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return ({ kappa, low, high }) =>
    kappa === null || low === null || high === null ? t("unknown") : t("interval", { kappa: two(kappa), low: two(low), high: two(high) });
}

/** Agreement in all, then for each taxon. */
export function AgreementTable({ agreement, title }: { readonly agreement: Agreement; readonly title: string }) {
  const t = useTranslations("opinions.agreement");
  const format = useFormatter();
  const kappaText = useKappaText();
  const { objects, agreed, kappa, taxa } = agreement;
  return (
    <div>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text size="sm" mb={4}>
        {kappa === null
          ? t("headNone", { count: objects })
          : t("head", {
              value: kappaText(agreement),
              agreed: format.number(agreed, { style: "percent", maximumFractionDigits: 1 }),
              count: objects,
            })}
      </Text>
      {taxa.length > 0 && (
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("taxon")}</Table.Th>
                <Table.Th ta="right">{t("first")}</Table.Th>
                <Table.Th ta="right">{t("second")}</Table.Th>
                <Table.Th>{t("kappa")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {taxa.map((taxon) => (
                <Table.Tr key={taxon.taxonId}>
                  <Table.Td>
                    <Anchor component={Link} href={`/taxa/${taxon.taxonId}/sheet`} size="sm">
                      {taxon.taxon}
                    </Anchor>
                  </Table.Td>
                  <Table.Td ta="right">{format.number(taxon.first)}</Table.Td>
                  <Table.Td ta="right">{format.number(taxon.second)}</Table.Td>
                  <Table.Td>{kappaText(taxon)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </div>
  );
}

/** Of somebody with themselves, and with others. */
export function BothTables({ both }: { readonly both: Both }) {
  const t = useTranslations("opinions.agreement");
  return (
    <Stack gap="md">
      <AgreementTable agreement={both.others} title={t("others")} />
      <AgreementTable agreement={both.own} title={t("own")} />
      {both.cannotSay > 0 && (
        <Text size="sm" c="dimmed">
          {t("cannotSay", { count: both.cannotSay })}
        </Text>
      )}
    </Stack>
  );
}

/** The objects of which the person now says something else. */
export function Differing({ differ }: { readonly differ: Told["differ"] }) {
  const t = useTranslations("opinions.agreement");
  if (differ.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h5">
        {t("differ")}
      </Title>
      <Text size="sm" c="dimmed" mb={4}>
        {t("differHint")}
      </Text>
      <Group gap={8}>
        {differ.map(({ objectId }) => (
          <Anchor key={objectId} component={Link} href={`/objects/${objectId}`} size="sm">
            #{objectId}
          </Anchor>
        ))}
      </Group>
    </div>
  );
}

/** Each person beside the other, for managers of projects that say so. */
export function PersonsTable({ persons }: { readonly persons: NonNullable<Told["project"]>["persons"] }) {
  const t = useTranslations("opinions.agreement");
  const kappaText = useKappaText();
  const said = (a: Agreement): string => `${kappaText(a)} · ${a.objects}`;
  if (persons.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("person")}</Table.Th>
            <Table.Th>{t("others")}</Table.Th>
            <Table.Th>{t("own")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {persons.map((person) => (
            <Table.Tr key={person.name}>
              <Table.Td>{person.name}</Table.Td>
              <Table.Td>{said(person.others)}</Table.Td>
              <Table.Td>{said(person.own)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
