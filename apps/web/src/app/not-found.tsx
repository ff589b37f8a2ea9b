import { Group } from "@mantine/core";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/link-button.tsx";
import { Notice } from "@/components/notice.tsx";
import { viewer } from "@/server/viewer.ts";

export default async function NotFound() {
  const t = await getTranslations("site");
  const isSignedIn = (await viewer()) !== null;
  return (
    <Notice title={t("errors.notFound")} text={t(isSignedIn ? "errors.askFor" : "errors.signIn")}>
      <Group>
        <LinkButton href="/">{t("nav.projects")}</LinkButton>
        {!isSignedIn && (
          <LinkButton href="/sign-in" variant="default">
            {t("nav.signIn")}
          </LinkButton>
        )}
      </Group>
    </Notice>
  );
}
