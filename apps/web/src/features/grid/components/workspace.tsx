"use client";
import { Drawer } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import type { PickedTaxon } from "@/components/taxon-picker.tsx";
import { useGrid } from "../context.tsx";
import { useCommands } from "../hooks/use-commands.ts";
import { useTotal } from "../hooks/use-counts.ts";
import { useEvents } from "../hooks/use-events.tsx";
import { useKeys } from "../hooks/use-keys.ts";
import { useMoves } from "../hooks/use-moves.ts";
import { useSampleKeys } from "../hooks/use-samples.ts";
import { useOrder } from "../hooks/use-store.ts";
import type { Target } from "../model/targets.ts";
import { PageMode } from "../pages/page-mode.tsx";
import { Chips } from "./chips.tsx";
import { Conflicts } from "./conflicts.tsx";
import { Help } from "./help.tsx";
import { HotTaxa } from "./hot-taxa.tsx";
import { Magnifier } from "./magnifier.tsx";
import { ObjectDrawer } from "./object-drawer.tsx";
import { Panel } from "./panel.tsx";
import { Resting } from "./resting.tsx";
import { HeldHere } from "./saved.tsx";
import { SearchBar } from "./search-bar.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { StatusLine } from "./status-line.tsx";
import { type MenuAt, TileMenu } from "./tile-menu.tsx";
import { Tiles } from "./tiles.tsx";
import { Toolbar } from "./toolbar.tsx";
import classes from "./workspace.module.css";

const pressed = "button, a, [role=tab], input[type=checkbox], input[type=radio]";

/** After a click with the mouse the keys are for the objects again; whoever came to a button by keyboard stays there. */
function giveKeysBack(event: MouseEvent): void {
  const at = event.target instanceof Element ? event.target.closest(pressed) : null;
  if (
    event.detail > 0 &&
    at !== null &&
    at.closest("[role=dialog]") === null &&
    !at.hasAttribute("aria-haspopup") &&
    document.activeElement instanceof HTMLElement
  )
    document.activeElement.blur();
}

type Search = { readonly letter: string; readonly hot?: string; readonly target: Target; readonly all: Target };

type Magnified = { readonly id: number; readonly side: "left" | "right" };

/** On the half of the screen where its tile is not. */
function besideOf(id: number | null): Magnified | null {
  if (id === null) return null;
  const box = document.getElementById(`tile-${id}`)?.getBoundingClientRect();
  return { id, side: box !== undefined && box.left > window.innerWidth / 2 ? "left" : "right" };
}

/** The page's parts and the keys that work on them. */
export function Workspace({ above }: { readonly above?: ReactNode }) {
  const t = useTranslations("grid");
  const { session, project, view, turn, names, may, display, setDisplay, open } = useGrid();
  const commands = useCommands();
  const narrow = useMediaQuery("(max-width: 48em)", false) ?? false;
  const [panel, { toggle: togglePanel }] = useDisclosure(true);
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  const [conflicts, { open: openConflicts, close: closeConflicts }] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  const placeField = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState<Search | null>(null);
  const [magnified, setMagnified] = useState<Magnified | null>(null);
  const [pages, setPages] = useState<{ readonly taxon: PickedTaxon; readonly from: number } | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const total = useTotal(project.id, view.filter, turn);
  useEvents();

  const exact = useOrder(session).size;
  const matching = exact ?? total.data?.objects ?? session.order.size();
  const moves = useMoves({ matching, onOpen: setOpened });
  // What a letter is for is fixed when it is pressed, whatever scrolls or arrives while one types.
  const beginSearch = (hot?: string) => {
    const meant = { target: commands.target(), all: commands.target(true), ...(hot === undefined ? {} : { hot }) };
    return (letter: string) => {
      if (may.label) setSearch({ letter, ...meant });
    };
  };
  const openSearch = () => beginSearch()("");
  // Shift and a letter, or a digit of the pad: its taxon; one that has none yet takes the one that is chosen next.
  const giveHot = (key: string) => {
    if (!may.label) return;
    const hot = display.hotTaxa.find((h) => h.letter === key);
    if (hot === undefined) beginSearch(key)("");
    else commands.assign({ id: hot.taxonId, displayName: names.of(hot.taxonId) ?? "" }, commands.target());
  };
  const keys = {
    ...moves,
    clear: () => (magnified === null ? moves.clear?.() : setMagnified(null)),
    ...useSampleKeys(),
    blind: () => setDisplay({ blind: !display.blind }),
    outline: () => setDisplay({ outlined: !display.outlined }),
    magnify: () => setMagnified((shown) => (shown?.id === session.focus() ? null : besideOf(session.focus()))),
    validate: () => commands.validate(false),
    validateAll: () => commands.validate(true),
    dubious: commands.dubious,
    again: commands.again,
    guess2: () => commands.guess(2),
    guess3: () => commands.guess(3),
    undo: () => commands.step("undo"),
    redo: () => commands.step("redo"),
    help: openHelp,
    jump: () => placeField.current?.focus(),
  };
  // The keys are for the opened object as long as there is one.
  const own = opened === null && pages === null;
  useKeys("grid", own ? keys : {}, own ? { onLetter: () => beginSearch(), onHot: giveHot } : {});

  const side = <Panel onDone={narrow ? closeDrawer : undefined} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to what its buttons do, is none itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: concerns the mouse alone
    <div className={classes.page} onClick={giveKeysBack}>
      {above}
      <Toolbar
        total={exact === null ? total.data : { objects: exact, atLeast: false }}
        onPages={(taxon) => setPages({ taxon, from: 0 })}
        onPanel={narrow ? openDrawer : togglePanel}
        onHelp={openHelp}
        onConflicts={openConflicts}
      />
      <HeldHere open={open} />
      <div className={classes.body}>
        {panel && !narrow && <aside className={classes.panel}>{side}</aside>}
        <section ref={main} className={classes.main} aria-label={t("objects")}>
          <Chips />
          <Tiles total={total.data === undefined || total.data.atLeast ? null : total.data.objects} onOpen={setOpened} onMenu={setMenu} />
          {search !== null && (
            <SearchBar
              letter={search.letter}
              target={search.target}
              hot={search.hot}
              onPick={(taxon, all) => {
                const { hot } = search;
                if (hot !== undefined)
                  setDisplay({ hotTaxa: [...display.hotTaxa.filter((h) => h.letter !== hot), { letter: hot, taxonId: taxon.id }] });
                const to = all ? search.all : search.target;
                if (to.kind !== "nothing") commands.assign(taxon, to);
              }}
              onClose={() => setSearch(null)}
            />
          )}
          {pages !== null && (
            <PageMode key={pages.from} {...pages} onLeave={(next) => setPages(next === null ? null : { ...pages, from: next })} />
          )}
          {search === null && pages === null && <SelectionBar matching={matching} commands={commands} onSearch={openSearch} />}
          {pages === null && magnified !== null && <Magnifier key={magnified.id} {...magnified} onClose={() => setMagnified(null)} />}
          {own && magnified === null && search === null && menu === null && <Resting area={main} />}
          {may.label && pages === null && <HotTaxa />}
          <StatusLine placeField={placeField} />
        </section>
      </div>
      <Drawer
        opened={drawer && narrow}
        onClose={closeDrawer}
        title={t("panel.title")}
        size="min(92vw, 24rem)"
        padding={0}
        styles={{ header: { paddingInline: 12 } }}
      >
        {side}
      </Drawer>
      <ObjectDrawer id={opened} onId={setOpened} commands={commands} />
      <TileMenu at={menu} onClose={() => setMenu(null)} onOpen={setOpened} onSearch={openSearch} commands={commands} />
      <Help opened={help} onClose={closeHelp} />
      <Conflicts opened={conflicts} onClose={closeConflicts} commands={commands} />
    </div>
  );
}
