import PDFDocument from "pdfkit";
import { paper } from "./layout.ts";
import { fonts } from "./png-sheet.ts";
import type { Sheet } from "./sheet.ts";

/** Points a millimetre. */
const mm = 72 / 25.4;

/** Pages of one PDF, each drawn on as a sheet. The same plate gives the same bytes but for `made`. */
export function pdfSheets(title: string, made: Date): Sheet & { readonly turn: () => void; readonly finish: () => Promise<Uint8Array> } {
  const pdf = new PDFDocument({
    ...{ size: [paper.width * mm, paper.height * mm], margin: 0, autoFirstPage: false },
    info: { Title: title, Creator: "Nauplius", CreationDate: made },
  });
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.registerFont("plain", fonts.plain);
  pdf.registerFont("bold", fonts.bold);
  return {
    turn: () => {
      pdf.addPage();
    },
    text: async (text, { x, y, points, bold = false, grey = false }) => {
      pdf
        .font(bold ? "bold" : "plain")
        .fontSize(points)
        .fillColor(grey ? "#5c6167" : "#000000");
      pdf.text(text, x * mm, y * mm, { lineBreak: false });
    },
    image: async (png, { x, y, width, height }) => {
      pdf.image(Buffer.from(png), x * mm, y * mm, { width: width * mm, height: height * mm });
    },
    bar: async ({ x, y, width, height }) => {
      pdf.rect(x * mm, y * mm, width * mm, height * mm).fill("#000000");
    },
    finish: async () => {
      pdf.end();
      await ended;
      return Buffer.concat(parts);
    },
  };
}
