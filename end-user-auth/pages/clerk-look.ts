/** Clerk's components in the colours of our pages and of the project. */
import type { ClerkProviderProps } from "@clerk/react";
import { type Look, surfaces } from "./look.ts";

type Appearance = NonNullable<ClerkProviderProps["appearance"]>;

const underlined = { textDecoration: "underline" };

export function clerkLook(
  { scheme, brand, onBrand, edge, accent, onAccent }: Look,
  hasReducedMotion: boolean,
): Appearance {
  const { card, text, muted, border, danger } = surfaces[scheme];
  const filled = { background: brand, color: onBrand };
  return {
    variables: {
      colorPrimary: accent,
      colorPrimaryForeground: onAccent,
      colorBackground: card,
      colorForeground: text,
      colorMutedForeground: muted,
      colorNeutral: scheme === "dark" ? "#ffffff" : "#000000",
      colorInput: card,
      colorInputForeground: text,
      colorBorder: border,
      colorRing: accent,
      colorDanger: danger,
      fontFamily: "inherit",
      fontSize: "1rem",
      borderRadius: "0.5rem",
    },
    options: { animations: !hasReducedMotion, logoPlacement: "none" },
    elements: {
      rootBox: { width: "100%" },
      cardBox: { width: "100%", boxShadow: "none", border: "none", borderRadius: "0.75rem" },
      card: { boxShadow: "none", border: "none" },
      footer: { background: "none" },
      // As it comes, the button shades the colour under its text, and links are told from the text around them by
      // their colour only.
      formButtonPrimary: {
        ...filled,
        border: `1px solid ${edge}`,
        boxShadow: "none",
        "&::after": { display: "none" },
        "&:hover, &:focus, &:active": { ...filled, filter: "brightness(0.94)" },
      },
      navbar: { background: "none" },
      navbarMobileMenuRow: { background: "none" },
      badge: { color: muted, border: `1px solid ${border}`, boxShadow: "none" },
      footerActionLink: underlined,
      formResendCodeLink: underlined,
      formFieldAction: underlined,
    },
  };
}
