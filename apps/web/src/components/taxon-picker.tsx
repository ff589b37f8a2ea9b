"use client";
import { Loader, Popover, Text, TextInput, type TextInputProps } from "@mantine/core";
import { mayApplyAtOnce } from "@nauplius/domain";
import type { TaxonChoice } from "@nauplius/services";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { TaxonLabel } from "./taxon-option.tsx";
import classes from "./taxon-picker.module.css";
import { useTaxonSearch } from "./use-taxon-search.ts";

export type PickedTaxon = { readonly id: number; readonly displayName: string };
export type TaxonPickerProps = {
  /** Also this project's own taxa and aliases; recent and preset taxa first. */
  projectId?: number;
  /** A deprecated taxon is not picked: its replacement is. */
  onPick: (taxon: PickedTaxon) => void;
  /** For looking at taxa rather than labelling: deprecated ones are picked as they are. */
  withDeprecated?: boolean;
  /** Escape with an empty text, or leaving the field. */
  onCancel?: () => void;
  /** The taxon shown while nothing is typed; left out: the field empties after each pick. */
  value?: PickedTaxon | null;
  /** The letter that opened the picker. */
  initialText?: string;
  autoFocus?: boolean;
} & Pick<
  TextInputProps,
  "label" | "placeholder" | "description" | "error" | "disabled" | "size" | "aria-label" | "w" | "style" | "required"
>;

/** No name is longer; what is pasted beyond it is cut off. */
const longestText = 200;

/** What picking a hit gives: itself, its replacement, or nothing when it is deprecated without one. */
const pickOf = (taxon: TaxonChoice, withDeprecated: boolean): PickedTaxon | null =>
  withDeprecated || taxon.status !== "deprecated" ? { id: taxon.id, displayName: taxon.displayName } : (taxon.replacedBy ?? null);

/** Where the highlight starts: on the first hit, if Enter alone may apply it. */
const firstChoice = (taxa: readonly TaxonChoice[]): number => {
  const first = taxa[0];
  return first !== undefined && first.status !== "deprecated" && mayApplyAtOnce(first.matched) ? 0 : -1;
};

/** Type, Enter. An exact or prefix hit is applied at once, anything looser must be chosen with the arrows or a click. */
export function TaxonPicker({
  projectId,
  onPick,
  onCancel,
  withDeprecated = false,
  value,
  initialText = "",
  autoFocus,
  ...field
}: TaxonPickerProps) {
  const t = useTranslations("taxonomy.picker");
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initialText);
  const [isOpen, setOpen] = useState(initialText !== "");
  /** Moved by the arrows; null: where the highlight starts by itself. */
  const [moved, setMoved] = useState<number | null>(null);
  /** Enter came before the answer to what was typed. */
  const [isWaiting, setWaiting] = useState(false);
  const { taxa, isCurrent, failed } = useTaxonSearch(text, { projectId, enabled: isOpen });
  const at = moved ?? (isCurrent && text !== "" ? firstChoice(taxa) : -1);

  // An empty list over whatever lies below would tell nothing.
  const isShown = isOpen && field.disabled !== true && (text !== "" || taxa.length > 0);

  const close = () => {
    setOpen(false);
    setMoved(null);
    setWaiting(false);
  };
  const pick = (taxon: TaxonChoice | undefined) => {
    const picked = taxon === undefined ? null : pickOf(taxon, withDeprecated);
    setWaiting(false);
    if (picked === null) return;
    setText("");
    close();
    onPick(picked);
  };

  // The answer to a text that Enter was pressed for is an outside event like the key itself.
  useEffect(() => {
    if (isWaiting && isCurrent) pick(taxa[firstChoice(taxa)]);
  });
  useEffect(() => {
    document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [at, listId]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys typed here are text, never shortcuts of the page.
    event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (taxa.length > 0) setMoved(at === -1 && step === -1 ? taxa.length - 1 : (at + step + taxa.length) % taxa.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at >= 0) pick(taxa[at]);
      else if (text !== "" && !isCurrent) setWaiting(true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (text === "") {
        close();
        onCancel?.();
      } else setText("");
    }
  };

  return (
    <Popover
      opened={isShown}
      onChange={setOpen}
      position="bottom-start"
      width="target"
      shadow="md"
      trapFocus={false}
      middlewares={{ flip: true, shift: true, inline: false }}
    >
      <Popover.Target>
        <TextInput
          {...field}
          ref={input}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={isShown ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          autoComplete="off"
          // Escape first empties or closes the field; a dialog around it stays.
          data-mantine-stop-propagation={isOpen || undefined}
          spellCheck={false}
          maxLength={longestText}
          data-autofocus={autoFocus ? true : undefined}
          autoFocus={autoFocus}
          value={isOpen || value === undefined || value === null ? text : value.displayName}
          placeholder={value?.displayName ?? field.placeholder ?? t("placeholder")}
          rightSection={isOpen && !isCurrent && !failed ? <Loader size={14} /> : null}
          onChange={(event) => {
            setText(event.currentTarget.value.slice(0, longestText));
            setMoved(null);
            setWaiting(false);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            close();
            setText("");
            onCancel?.();
          }}
          onKeyDown={onKeyDown}
        />
      </Popover.Target>
      <Popover.Dropdown p={0} miw={260}>
        <div role="listbox" id={listId} className={classes.list} aria-label={t("found")}>
          {taxa.map((taxon, i) => (
            // The field keeps the focus; options are reached by its arrows.
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            <div
              key={taxon.id}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === at}
              aria-disabled={pickOf(taxon, withDeprecated) === null}
              className={classes.option}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(taxon);
              }}
            >
              <TaxonLabel taxon={taxon} />
            </div>
          ))}
          {taxa.length === 0 && (
            <Text size="sm" c="dimmed" className={classes.note}>
              {failed ? t("failed") : !isCurrent ? t("searching") : text === "" ? t("type") : t("none", { text })}
            </Text>
          )}
        </div>
        {text !== "" && isCurrent && taxa.length > 0 && at === -1 && (
          <Text size="xs" c="dimmed" className={classes.note}>
            {t("choose")}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
