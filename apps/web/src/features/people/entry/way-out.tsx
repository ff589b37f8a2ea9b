"use client";
import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";

/** Where to go from a link that leads nowhere any more. */
export function WayOut({ signedIn }: { readonly signedIn: boolean }) {
  const t = useTranslations("people.wayOut");
  return (
    <Anchor component={Link} href={signedIn ? "/" : "/sign-in"} size="sm">
      {t(signedIn ? "home" : "signIn")}
    </Anchor>
  );
}
