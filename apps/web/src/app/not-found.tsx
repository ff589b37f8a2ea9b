"use client";
import { Button, Group } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice.tsx";

export default function NotFound() {
  const t = useTranslations("site");
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
