"use client";
import { Anchor } from "@mantine/core";
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconLogin } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { OpenOutbox } from "@/features/outbox/open.ts";
import { useOutboxState } from "@/features/outbox/use-outbox.ts";
import classes from "./toolbar.module.css";

const icons = { looking: IconCloudUp, saved: IconCloudCheck, sending: IconCloudUp, offline: IconCloudOff, signedOut: IconLogin } as const;

/** Whether the server has everything, and if not, how much waits and why. */
export function Saved({ open }: { readonly open: OpenOutbox | null }) {
  const t = useTranslations("grid.outbox");
  const path = usePathname();
  const outbox = useOutboxState(open);
  const Icon = icons[outbox.status];
  return (
    <span className={classes.saved} data-status={outbox.status} role="status" data-testid="outbox">
      <Icon size={16} aria-hidden />
      {t(outbox.status, { count: outbox.pending })}
      {outbox.status === "signedOut" && (
        // The view that the person had is the one that they come back to.
        <Anchor href={`/sign-in?next=${encodeURIComponent(path + location.search)}`} size="xs">
          {t("signIn")}
        </Anchor>
      )}
    </span>
  );
}

/** Below the tools, where what waits would be lost with the tab. */
export function HeldHere({ open }: { readonly open: OpenOutbox | null }) {
  const t = useTranslations("grid.outbox");
  const outbox = useOutboxState(open);
  if (outbox.inTab !== true || outbox.pending === 0) return null;
  return (
    <p className={classes.held} role="alert">
      <IconCloudOff size={16} aria-hidden />
      {t("inTab")}
    </p>
  );
}
