"use client";
import { Button, Code } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice.tsx";

/** A fault while a page was made; the digest finds it in the server's log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("site.errors");
  return (
    <Notice title={t("title")}>
      {error.digest !== undefined && <Code>{error.digest}</Code>}
      <Button onClick={reset}>{t("again")}</Button>
    </Notice>
  );
}
