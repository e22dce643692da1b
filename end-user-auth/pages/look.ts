/** The colours of the pages: ours for light and dark, and the project's made to fit them. `style.css` has the same. */
import { useSyncExternalStore } from "react";
import { contrast, readableOn, textOn } from "./colours.ts";

export type ColourScheme = "light" | "dark";

export const surfaces = {
  light: { card: "#ffffff", text: "#16181d", muted: "#5b6170", border: "#8a90a0", danger: "#b3261e" },
  dark: { card: "#1a1d24", text: "#f1f2f5", muted: "#a9b0be", border: "#737b8c", danger: "#ff8f85" },
} as const;

/** Of a project that has chosen none. */
const defaultColour = "#3d4ed8";

export interface Look {
  readonly scheme: ColourScheme;
  /** As the project chose it, for areas and buttons. */
  readonly brand: string;
  readonly onBrand: string;
  /** Around what has the project's colour, so that it is seen on the card whatever the colour is. */
  readonly edge: string;
  /** The project's colour where it has to be read on the card. */
  readonly accent: string;
  readonly onAccent: string;
}

/** Of what is not text: WCAG 2.2, 1.4.11. */
const visibleContrast = 3;

export function lookOf(colour: string | null, scheme: ColourScheme): Look {
  const { card } = surfaces[scheme];
  const brand = colour ?? defaultColour;
  const accent = readableOn(brand, card);
  const edge = contrast(brand, card) >= visibleContrast ? brand : accent;
  // What can be read on the card is what the card's colour can be read on.
  return { scheme, brand, onBrand: textOn(brand), edge, accent, onAccent: card };
}

export function useColourScheme(): ColourScheme {
  return useMedia("(prefers-color-scheme: dark)") ? "dark" : "light";
}

export function useReducedMotion(): boolean {
  return useMedia("(prefers-reduced-motion: reduce)");
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}
