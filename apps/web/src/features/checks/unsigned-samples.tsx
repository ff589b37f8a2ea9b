import { Alert, Container } from "@mantine/core";
import { unsignedSamplesHere } from "@nauplius/services";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { UnsignedHere } from "@/components/unsigned.tsx";
import { context } from "@/server/context.ts";
import classes from "./scan.module.css";

/** As many names as a line holds. */
const named = 5;

type Props = {
  readonly projectId: number;
  /** Those that are shown; none given: all of the project. */
  readonly samples?: readonly number[];
  /** Only what is shown says it; there is no line above. */
  readonly isQuiet?: boolean;
  readonly children: ReactNode;
};

/** Around figures: says above them, and has each of them say, which of their samples no manager has signed off. Whoever may not read the checks is
 *  told nothing. */
export async function UnsignedSamples({ projectId, samples, isQuiet = false, children }: Props) {
  const found = await unsignedSamplesHere.call(await context(), { projectId: projectId as never });
  const isShown = ({ id }: { readonly id: number }): boolean => samples === undefined || samples.includes(id);
  const unsigned = found.ok ? found.value.unsigned.filter(isShown) : [];
  if (!found.ok || unsigned.length === 0) return children;
  const names = unsigned.map(({ name }) => name);
  if (isQuiet) return <UnsignedHere names={names}>{children}</UnsignedHere>;
  const t = await getTranslations("checks.unsigned");
  const count = { unsigned: unsigned.length, samples: samples?.length ?? found.value.samples };
  return (
    <UnsignedHere names={names}>
      <Container size="xl" pt="lg">
        <Alert color="orange" variant="light" p="xs">
          {t("text", { ...count, names: names.slice(0, named).join(", "), more: Math.max(0, names.length - named) })}{" "}
          {/* A component cannot be handed from the server to an anchor. */}
          <Link href={`/projects/${projectId}/checks`} className={classes.link}>
            {t("checks")}
          </Link>
        </Alert>
      </Container>
      {children}
    </UnsignedHere>
  );
}
