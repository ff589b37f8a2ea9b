import { Button, Group } from "@mantine/core";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/notice.tsx";

export default async function NotFound() {
  const t = await getTranslations("site");
  return (
    <Notice title={t("errors.notFound")} text={t("errors.signIn")}>
      <Group>
        <Button component={Link} href="/">
          {t("nav.projects")}
        </Button>
        <Button component={Link} href="/sign-in" variant="default">
          {t("nav.signIn")}
        </Button>
      </Group>
    </Notice>
  );
}
