import { type AcquisitionFacts, checkLimits } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** Volume of a net: without it there is no concentration. */
export function checkNetVolume({ netVolume, sampling }: AcquisitionFacts): Finding {
  const { smallest, largest } = checkLimits.netVolume;
  if (sampling === "camera") return finding("netVolume", "green", "Cameras count their volume by the image.");
  if (netVolume === null) return finding("netVolume", "red", "The volume of the net is not known; without it there is no concentration.");
  if (netVolume < smallest)
    return finding("netVolume", "red", `The volume of the net is ${netVolume} m3; expected at least ${smallest} m3 (litres?).`);
  if (netVolume > largest)
    return finding("netVolume", "amber", `The volume of the net is ${netVolume} m3; more than ${largest} m3 is unusual (litres?).`);
  return finding("netVolume", "green", `The net filtered ${netVolume} m3.`);
}

/** Depths: there, the right way round, above the sea floor. */
export function checkDepth({ depthMin, depthMax, bottomDepth }: AcquisitionFacts): Finding {
  if (depthMin === null || depthMax === null) return finding("depth", "amber", "The depth is not known, or only one end of it.");
  const range = `${depthMin} to ${depthMax} m`;
  if (depthMin > depthMax) return finding("depth", "red", `The depths are ${range}: the upper one lies below the lower one.`);
  if (depthMin < 0) return finding("depth", "red", `The depths are ${range}; depths count downwards from 0.`);
  if (depthMax > checkLimits.depth)
    return finding("depth", "red", `The depths are ${range}; the sea has no more than ${checkLimits.depth} m.`);
  if (bottomDepth !== null && depthMax > bottomDepth)
    return finding("depth", "red", `The depths are ${range}, but the sea floor is at ${bottomDepth} m.`);
  return finding("depth", "green", `The depths are ${range}.`);
}

const earthKm = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

type Point = { readonly latitude: number; readonly longitude: number };
/** Distance on a sphere of the earth's mean radius, km (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const [lat, lon] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(lon / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

type Station = Point & { readonly at: number; readonly sample: string };

function stationOf({ latitude, longitude, date, time, sample }: AcquisitionFacts): Station | null {
  if (latitude === null || longitude === null || date === null) return null;
  const at = Date.parse(`${date}T${time ?? "12:00:00"}Z`);
  return Number.isNaN(at) ? null : { latitude, longitude, at, sample };
}

const hourMs = 3_600_000;

/** Position: there, in the sea, and within reach of the same ship's stations before and after. */
export function checkPosition(facts: AcquisitionFacts, others: readonly AcquisitionFacts[]): Finding {
  const { latitude, longitude, onLand, ship } = facts;
  if (latitude === null || longitude === null) return finding("position", "amber", "The position is not known.");
  const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  if (latitude === 0 && longitude === 0) return finding("position", "red", "The position is 0, 0: is it missing?");
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return finding("position", "red", `${where} is no position.`);
  if (onLand === true)
    return finding("position", "red", `${where} lies on land: is the sign of the longitude right, are these degrees and minutes?`);
  const here = stationOf(facts);
  const far =
    here === null
      ? null
      : fastest(
          here,
          others.filter((each) => each.ship === ship && each.sample !== facts.sample),
        );
  if (far === null) return finding("position", "green", `The position is ${where}.`);
  const { station, km, hours } = far;
  const reason = `${where} is ${Math.round(km)} km from ${station.sample}, ${Number(hours.toPrecision(2))} h away: no ship makes that.`;
  return finding("position", "red", reason);
}

function fastest(here: Station, others: readonly AcquisitionFacts[]): { station: Station; km: number; hours: number } | null {
  const { knots, days, sameHourKm } = checkLimits.track;
  for (const other of others) {
    const station = stationOf(other);
    if (station === null) continue;
    const hours = Math.abs(station.at - here.at) / hourMs;
    if (hours > days * 24) continue;
    const km = distanceKm(here, station);
    if (km > sameHourKm + hours * knots * 1.852) return { station, km, hours };
  }
  return null;
}

/** Date: there, not in the future, before the scan. @param today - "YYYY-MM-DD" */
export function checkDate({ date, time, scanDate }: AcquisitionFacts, today: string): Finding {
  if (date === null) return finding("date", "red", "The date is not known.");
  if (date > today) return finding("date", "red", `The date is ${date}, which is to come.`);
  if (date < checkLimits.earliest) return finding("date", "red", `The date is ${date}; expected one after ${checkLimits.earliest}.`);
  if (scanDate !== null && scanDate < date) return finding("date", "red", `The sample is of ${date}, but was scanned on ${scanDate}.`);
  if (time === null) return finding("date", "amber", `The date is ${date}, the time of day is not known.`);
  return finding("date", "green", scanDate === null ? `The date is ${date}.` : `The date is ${date}, the scan of ${scanDate}.`);
}

const parts = { D: "day", U: "dusk", N: "night", A: "dawn" } as const;

/** Day or night as the name says it (`_d_`, `_n_`) against the sun at that place and time. */
export function checkDayNight({ dayNightOfName: named, dayPart }: AcquisitionFacts): Finding {
  if (named === null) return finding("dayNight", "green", "The name does not say day or night.");
  if (dayPart === "?") return finding("dayNight", "amber", `The name says ${named}; place or time is not known, so the sun cannot say.`);
  const sun = parts[dayPart];
  if (sun === named) return finding("dayNight", "green", `The name says ${named}, and so does the sun.`);
  if (sun === "dusk" || sun === "dawn") return finding("dayNight", "green", `The name says ${named}; by the sun it is ${sun}.`);
  return finding(
    "dayNight",
    "red",
    `The name says ${named}, by the sun it is ${sun}: is the time local, or the longitude of the wrong sign?`,
  );
}
