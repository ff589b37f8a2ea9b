import fc from "fast-check";
import { expect, test } from "vitest";
import { searchName } from "./search-name.ts";

test("case, accents, ligatures and odd spaces do not matter", () => {
  expect(searchName("  Ecrevisse  à   Pattes ")).toBe("ecrevisse a pattes");
  expect(searchName("LÆTMATONICE")).toBe("laetmatonice");
  expect(searchName("Ångström")).toBe("angstrom");
  expect(searchName("Calanus_finmarchicus")).toBe("calanus finmarchicus");
  expect(searchName("part<Copépoda")).toBe("part<copepoda");
});

test("folding twice is folding once, and composed and decomposed letters are the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(searchName(searchName(name))).toBe(searchName(name));
      expect(searchName(name.normalize("NFC"))).toBe(searchName(name.normalize("NFD")));
    }),
  );
});
