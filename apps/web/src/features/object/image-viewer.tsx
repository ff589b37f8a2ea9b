"use client";
import { ActionIcon, Anchor, Button, Popover, Slider, Stack, Text, Tooltip } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconAdjustments, IconDownload, IconZoomIn, IconZoomOut, IconZoomReset } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { barFor } from "@/features/grid/model/scale.ts";
import classes from "./object.module.css";
import type { ObjectPage } from "./use-object.ts";

type Image = ObjectPage["vignettes"][number];
type Props = { readonly images: readonly Image[]; readonly pixelSize: number | null; readonly name: string };

const neutral = { brightness: 100, contrast: 100, invert: 0 };
const closest = 32;
/** Fitted, but never so far that one sees pixels instead of plankton. */
const fittedAtMost = 6;

/** One image large, with zoom, brightness and its scale bar; the others of the object below. Pixels are never changed, only shown. */
export function ImageViewer({ images, pixelSize, name }: Props) {
  const t = useTranslations("object.image");
  const [at, setAt] = useState(0);
  const [zoom, setZoom] = useState<number | null>(null);
  const [shift, setShift] = useState({ x: 0, y: 0 });
  const [tone, setTone] = useState(neutral);
  const { ref, width, height } = useElementSize();
  const stage = useRef<HTMLDivElement>(null);
  const image = images[at];
  const fitted = image === undefined || width === 0 ? 1 : Math.min(width / image.width, height / image.height, fittedAtMost) * 0.92;
  const scale = zoom ?? fitted;
  const bar = pixelSize === null ? null : barFor(pixelSize / scale, 160);

  const zoomTo = (next: number) => setZoom(Math.min(closest, Math.max(fitted / 4, next)));
  const reset = () => {
    setZoom(null);
    setShift({ x: 0, y: 0 });
  };
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    zoomTo(scale * (event.deltaY < 0 ? 1.2 : 1 / 1.2));
  });
  // React listens to the wheel passively; the page must not scroll while one zooms.
  useEffect(() => {
    const box = stage.current;
    const listener = (event: WheelEvent) => onWheel(event);
    box?.addEventListener("wheel", listener, { passive: false });
    return () => box?.removeEventListener("wheel", listener);
  }, []);

  if (image === undefined) return <div className={classes.stage}>{t("none")}</div>;
  // A light ground is dimmed as in the grid, until somebody sets the tone by hand.
  const own = image.background === "light" && tone === neutral ? "var(--tile-light)" : undefined;
  const filter = own ?? `brightness(${tone.brightness}%) contrast(${tone.contrast}%) invert(${tone.invert}%)`;
  return (
    <div className={classes.viewer}>
      {/* The same is done by the buttons beside it. */}
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the wheel and the drag are short cuts of the buttons */}
      <div
        ref={stage}
        className={classes.stage}
        data-background={image.background}
        data-zoomed={zoom !== null || undefined}
        onPointerMove={(event) => {
          if (event.buttons === 1) setShift((old) => ({ x: old.x + event.movementX, y: old.y + event.movementY }));
        }}
        onDoubleClick={reset}
      >
        <div ref={ref} className={classes.fill}>
          <img
            src={`/api/vignettes/${image.id}`}
            alt={t("alt", { name, rank: image.rank })}
            draggable={false}
            width={image.width * scale}
            height={image.height * scale}
            style={{ filter, transform: `translate(${shift.x}px, ${shift.y}px)`, imageRendering: scale >= 8 ? "pixelated" : undefined }}
          />
        </div>
        {bar !== null && (
          <span className={classes.bar}>
            {bar.label}
            <i style={{ width: bar.px }} />
          </span>
        )}
        <div className={classes.tools}>
          <Tooltip label={t("closer")}>
            <ActionIcon variant="default" size="md" onClick={() => zoomTo(scale * 1.5)} aria-label={t("closer")}>
              <IconZoomIn size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("farther")}>
            <ActionIcon variant="default" size="md" onClick={() => zoomTo(scale / 1.5)} aria-label={t("farther")}>
              <IconZoomOut size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t("fit")}>
            <ActionIcon variant="default" size="md" onClick={reset} aria-label={t("fit")}>
              <IconZoomReset size={16} />
            </ActionIcon>
          </Tooltip>
          <Popover position="left-start" shadow="md" width={220}>
            <Popover.Target>
              <ActionIcon variant="default" size="md" aria-label={t("tone")} title={t("tone")}>
                <IconAdjustments size={16} />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown>
              <Stack gap="xs">
                {(["brightness", "contrast"] as const).map((part) => (
                  <div key={part}>
                    <Text size="xs">{t(part)}</Text>
                    <Slider
                      size="sm"
                      min={20}
                      max={300}
                      value={tone[part]}
                      label={(v) => `${v} %`}
                      thumbLabel={t(part)}
                      onChange={(v) => setTone((old) => ({ ...old, [part]: v }))}
                    />
                  </div>
                ))}
                <Button
                  size="compact-xs"
                  variant="light"
                  onClick={() => setTone((old) => ({ ...old, invert: old.invert === 0 ? 100 : 0 }))}
                >
                  {t("invert")}
                </Button>
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTone(neutral)}>
                  {t("reset")}
                </Button>
              </Stack>
            </Popover.Dropdown>
          </Popover>
        </div>
      </div>
      <div className={classes.strip}>
        {images.length > 1 &&
          images.map((other, i) => (
            <button
              key={other.id}
              type="button"
              className={classes.thumb}
              data-background={other.background}
              aria-pressed={i === at}
              onClick={() => {
                setAt(i);
                reset();
              }}
            >
              <img src={`/api/vignettes/${other.id}`} alt={t("alt", { name, rank: other.rank })} loading="lazy" />
            </button>
          ))}
        <Text size="xs" c="dimmed" className={classes.meta}>
          {image.width} × {image.height} px
          {pixelSize !== null && ` · ${pixelSize} µm/px`}
          {image.footer > 0 && ` · ${t("footer", { rows: image.footer })}`}
        </Text>
        <Anchor size="xs" href={`/api/vignettes/${image.id}/original`} download>
          <IconDownload size={13} /> {t("original")}
        </Anchor>
      </div>
    </div>
  );
}
