"use client";
import { Anchor, Kbd, Modal, Text } from "@mantine/core";
import { type Shortcut, shortcuts } from "@nauplius/domain";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { practiceHref } from "@/features/keys/offer.tsx";
import { useGrid } from "../context.tsx";
import { useLayout } from "../hooks/use-layout.ts";
import { keyName } from "../model/key-names.ts";
import classes from "./help.module.css";

const groups = ["label", "select", "move", "view", "pages"] as const;
/** The table of shortcuts, as people read it: those that they have the right to. */
export function Help({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useTranslations("grid.help");
  const layout = useLayout();
  const practice = useTranslations("keys");
  const path = usePathname();
  const { userId, may } = useGrid();
  const isOffered = (group: (typeof groups)[number]): boolean => (group === "label" ? may.label : group === "pages" ? may.decide : true);
  const shown = (shortcuts as readonly Shortcut[]).filter((s) => s.scope !== "object");
  return (
    <Modal opened={opened} onClose={onClose} title={t("title")} size="xl">
      <div className={classes.groups}>
        {groups.filter(isOffered).map((group) => (
          <section key={group}>
            <Text fw={600} size="sm" mb={4}>
              {t(`groups.${group}`)}
            </Text>
            <dl className={classes.list}>
              {group === "label" && (
                <div className={classes.row}>
                  <dt>
                    <span>
                      <Kbd size="xs">a–z</Kbd>
                    </span>
                  </dt>
                  <dd>{t("letter")}</dd>
                </div>
              )}
              {group === "label" && (
                <div className={classes.row}>
                  <dt>
                    <span>
                      <Kbd size="xs">⇧</Kbd>
                      <Kbd size="xs">a–z</Kbd>
                    </span>
                    <span>
                      <Kbd size="xs">{t("pad")}</Kbd>
                    </span>
                  </dt>
                  <dd>{t("hot")}</dd>
                </div>
              )}
              {shown
                .filter((s) => s.group === group)
                .map((s) => (
                  <div key={s.id} className={classes.row}>
                    <dt>
                      {s.keys
                        .filter((k) => k.code?.startsWith("Numpad") !== true)
                        .map((k) => (
                          <span key={JSON.stringify(k)}>
                            {k.ctrl && <Kbd size="xs">Ctrl</Kbd>}
                            {k.held && (
                              <Text span size="xs" c="dimmed" mr={4}>
                                {t("held")}
                              </Text>
                            )}
                            {k.shift && <Kbd size="xs">⇧</Kbd>}
                            <Kbd size="xs">{keyName(k, { space: t("space"), layout })}</Kbd>
                          </span>
                        ))}
                    </dt>
                    <dd>{t(`keys.${s.id}`)}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Text size="xs" c="dimmed" mt="md">
        {may.label && `${t("carry")} `}
        {t("mouse")}
      </Text>
      {userId !== null && (
        <Anchor href={practiceHref(path)} size="sm" mt="xs" display="inline-block">
          {practice("link")}
        </Anchor>
      )}
    </Modal>
  );
}
