/** A 5 x 9 bitmap type for scale bars: seven rows above the baseline, two below it. Only what a length needs. */
const drawn: Readonly<Record<string, string>> = {
  "0": ".###. #...# #...# #...# #...# #...# .###.",
  "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. ..#..",
  "2": ".###. #...# ....# ...#. ..#.. .#... #####",
  "3": ".###. #...# ....# ..##. ....# #...# .###.",
  "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
  "5": "##### #.... ####. ....# ....# #...# .###.",
  "6": "..##. .#... #.... ####. #...# #...# .###.",
  "7": "##### ....# ...#. ...#. ..#.. ..#.. ..#..",
  "8": ".###. #...# #...# .###. #...# #...# .###.",
  "9": ".###. #...# #...# .#### ....# ...#. .##..",
  ".": "..... ..... ..... ..... ..... ..... .#...",
  m: "..... ..... ####. #.#.# #.#.# #.#.# #.#.#",
  µ: "..... ..... #..#. #..#. #..#. #..#. ####. #.... #....",
  " ": "..... ..... ..... ..... ..... ..... .....",
};

export const FONT_ASCENT = 7;
const ADVANCE = 6;

export const textWidth = (text: string): number => text.length * ADVANCE - 1;

/** Calls `dot` for every inked pixel of the text, whose first letter's upper left pixel is (0, 0). */
export function drawText(text: string, dot: (x: number, y: number) => void): void {
  [...text].forEach((letter, at) => {
    const rows = drawn[letter];
    if (rows === undefined) throw new RangeError(`no glyph for "${letter}" (have ${Object.keys(drawn).join("")})`);
    rows.split(" ").forEach((row, y) => {
      [...row].forEach((cell, x) => {
        if (cell === "#") dot(at * ADVANCE + x, y);
      });
    });
  });
}
