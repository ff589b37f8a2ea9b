import Link from "next/link";
import classes from "./vignette.module.css";

export type Shown = {
  readonly objectId: number;
  readonly vignetteId: number;
  readonly width: number;
  readonly height: number;
  readonly background?: string;
};

/** Small vignettes side by side, each on the ground that it was taken on. */
export function VignetteStrip({
  images,
  edge = 56,
  links = false,
  wraps = false,
}: {
  readonly images: readonly Shown[];
  readonly edge?: number;
  readonly links?: boolean;
  /** In as many lines as they need; otherwise in one, and what is too much is cut off. */
  readonly wraps?: boolean;
}) {
  if (images.length === 0) return null;
  return (
    <div className={classes.strip} style={wraps ? { flexWrap: "wrap" } : { height: edge }}>
      {images.map((image) => {
        const zoom = Math.min((edge - 8) / Math.max(image.width, image.height, 1), 3);
        const picture = (
          <img
            src={`/api/vignettes/${image.vignetteId}`}
            alt=""
            loading="lazy"
            width={Math.max(1, Math.round(image.width * zoom))}
            height={Math.max(1, Math.round(image.height * zoom))}
          />
        );
        const box = { className: classes.box, style: { width: edge, height: edge }, "data-background": image.background ?? "light" };
        return links ? (
          <Link key={image.vignetteId} href={`/objects/${image.objectId}`} aria-label={`#${image.objectId}`} {...box}>
            {picture}
          </Link>
        ) : (
          <span key={image.vignetteId} {...box}>
            {picture}
          </span>
        );
      })}
    </div>
  );
}
