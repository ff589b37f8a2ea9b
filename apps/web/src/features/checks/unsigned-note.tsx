import { Alert, Container } from "@mantine/core";
import { unsignedSamplesHere } from "@nauplius/services";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { context } from "@/server/context.ts";
import classes from "./scan.module.css";

/** As many names as a line holds. */
const named = 5;

/** Above figures: which of their samples no manager has signed off. Whoever may not read the checks is told nothing. */
export async function UnsignedNote({ projectId }: { readonly projectId: number }) {
  const found = await unsignedSamplesHere.call(await context(), { projectId: projectId as never });
  if (!found.ok || found.value.unsigned.length === 0) return null;
  const t = await getTranslations("checks.unsigned");
  const { samples, unsigned } = found.value;
  const names = unsigned.slice(0, named).map(({ name }) => name);
  return (
    <Container size="xl" pt="lg">
      <Alert color="orange" variant="light" p="xs">
        {t("text", { unsigned: unsigned.length, samples, names: names.join(", "), more: unsigned.length - names.length })}{" "}
        {/* A component cannot be handed from the server to an anchor. */}
        <Link href={`/projects/${projectId}/checks`} className={classes.link}>
          {t("checks")}
        </Link>
      </Alert>
    </Container>
  );
}
