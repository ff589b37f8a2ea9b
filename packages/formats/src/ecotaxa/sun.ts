import { getPosition } from "suncalc";

/** Part of the day by the sun: Day, dUsk, Night, dAwn; "?" when place or time is not known. */
export type DayPart = "D" | "U" | "N" | "A" | "?";

/** Geometric altitude of the sun's centre at sunrise, degrees; nautical twilight ends 12 degrees below the horizon. */
const sunrise = -0.833;
const nautical = -12;
/** suncalc's altitude has refraction in it, and below the horizon the constant of the horizon. */
const refraction = 0.484;
const minute = 60_000;

export type When = {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly date: string | null;
  readonly time: string | null;
};

/** @param when - position in degrees, date and time in UTC as "YYYY-MM-DD" and "HH:MM:SS" */
export function dayPart({ latitude, longitude, date, time }: When): DayPart {
  if (latitude === null || longitude === null || date === null || time === null) return "?";
  const instant = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(instant)) return "?";
  const altitude = (at: number): number => geometricAltitude(new Date(at), latitude, longitude);
  const now = altitude(instant);
  if (now >= sunrise) return "D";
  if (now < nautical) return "N";
  return altitude(instant + minute) >= now ? "A" : "U";
}

function geometricAltitude(at: Date, latitude: number, longitude: number): number {
  const { altitude } = getPosition(at, latitude, longitude);
  return altitude < refraction ? altitude - refraction : altitude;
}
