/** Who annotates in the demo; invented, with addresses that cannot exist. */
export type DemoPerson = { readonly name: string; readonly email: string; readonly role: "manager" | "annotator" | "trainee" };

export const demoPeople: readonly DemoPerson[] = [
  { name: "Maren Lindqvist", email: "maren.lindqvist@example.org", role: "manager" },
  { name: "Youssef Haddad", email: "youssef.haddad@example.org", role: "annotator" },
  { name: "Chiara Bellini", email: "chiara.bellini@example.org", role: "annotator" },
  { name: "Tomás Rivera", email: "tomas.rivera@example.org", role: "trainee" },
];

export const demoProject = {
  title: "Ligurian Sea demonstration (synthetic)",
  instrument: "Zooscan",
  access: "open",
  licence: "CC BY 4.0",
  contactName: "Maren Lindqvist",
  contactEmail: "maren.lindqvist@example.org",
  description:
    "Drawn by Nauplius, not taken from the sea. Three seasons at a coastal station off Villefranche and a spring transect towards Corsica, as a WP2 net and a ZooScan would show them. The true taxon, size and mask of every object are known.",
  protocol:
    "WP2 net, 200 um, 0.25 m2, hauled vertically. Samples split with a Motoda box; ZooScan at 2400 dpi; objects of at least 0.3 mm ESD at grey 243.",
  citation: "Nauplius synthetic plankton.",
  funding: "",
} as const;
