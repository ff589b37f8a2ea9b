"use client";
import { Alert, Anchor, Button, Table, Text } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { StateBar, totalOf } from "@/components/state/bar.tsx";
import type { ProjectTaxaData } from "../types.ts";
import classes from "./local.module.css";
import type { RelabelStart } from "./relabel.tsx";

type Used = ProjectTaxaData["used"][number];
const countsOf = (taxon: Used) => ({ unclassified: 0, predicted: 0, dubious: 0, validated: 0, ...taxon.states });

type Props = { readonly projectId: number; readonly used: readonly Used[]; readonly onRelabel: ((start: RelabelStart) => void) | null };

/** Taxa that objects of the project carry; deprecated ones first, with what to use instead. */
export function InUse({ projectId, used, onRelabel }: Props) {
  const t = useTranslations("taxonomy.local");
  const format = useFormatter();
  if (used.length === 0) return <Text c="dimmed">{t("noneUsed")}</Text>;
  const old = used.filter((taxon) => taxon.status === "deprecated");
  const rows = [...old, ...used.filter((taxon) => taxon.status !== "deprecated")];
  return (
    <>
      {old.length > 0 && (
        <Alert color="orange" mb="md">
          {t("deprecatedHere", { count: old.length })}
        </Alert>
      )}
      <Table verticalSpacing={4} fz="sm">
        <Table.Tbody>
          {rows.map((taxon) => (
            <Table.Tr key={taxon.id}>
              <Table.Td>
                <Anchor
                  component={Link}
                  href={`/taxa/${taxon.id}`}
                  size="sm"
                  className={classes.name}
                  data-kind={taxon.kind}
                  data-status={taxon.status}
                >
                  {taxon.displayName}
                </Anchor>
                {taxon.replacedBy !== null && <Text span size="sm" c="dimmed">{` → ${taxon.replacedBy}`}</Text>}
              </Table.Td>
              <Table.Td className={classes.bar}>
                <StateBar counts={countsOf(taxon)} />
              </Table.Td>
              <Table.Td className={classes.number}>
                <Anchor component={Link} href={`/projects/${projectId}/objects?taxon=${taxon.id}`} size="sm">
                  {format.number(totalOf(countsOf(taxon)))}
                </Anchor>
              </Table.Td>
              {onRelabel !== null && (
                <Table.Td className={classes.act}>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    onClick={() =>
                      onRelabel({
                        from: { id: taxon.id, displayName: taxon.displayName },
                        to: taxon.replacedById === null ? null : { id: taxon.replacedById, displayName: taxon.replacedBy ?? "" },
                      })
                    }
                  >
                    {t("relabel")}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
