import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Sea blue-green: the one accent. States have their own colours in theme.css. */
const sea: MantineColorsTuple = [
  "#e6f7f7",
  "#d3ebec",
  "#a6d7d9",
  "#76c1c5",
  "#50afb4",
  "#38a4aa",
  "#279fa5",
  "#158b91",
  "#007c82",
  "#006b72",
];

/** A dialog is no second banner of the page. */
const dialog = (close: string) => ({
  defaultProps: { closeButtonProps: { "aria-label": close }, attributes: { header: { role: "none" } } },
});

/** `close`: what the button that closes a dialog is called. */
export const themeWith = (close: string) =>
  createTheme({
    primaryColor: "sea",
    primaryShade: { light: 9, dark: 8 },
    colors: { sea },
    defaultRadius: "sm",
    fontFamily: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
    headings: { fontWeight: "600" },
    // Plain objects, since the layout that hands the theme on runs where components are only names. Words in marks are words: no capitals, never cut short.
    components: {
      Badge: {
        defaultProps: { variant: "light", radius: "sm" },
        styles: { root: { textTransform: "none", fontWeight: 600, flex: "none", maxWidth: "100%" } },
      },
      // What scrolls is reached by keyboard.
      TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
      Modal: dialog(close),
      Drawer: dialog(close),
    },
  });
