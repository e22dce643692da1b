/** Clerk's components in our colours, which follow the theme by themselves. */
export const clerkLook = {
  variables: {
    colorPrimary: "var(--color-solid)",
    colorPrimaryForeground: "var(--color-on-solid)",
    colorBackground: "var(--color-raised)",
    colorForeground: "var(--color-ink)",
    colorMutedForeground: "var(--color-muted)",
    colorMuted: "var(--color-sunken)",
    colorNeutral: "var(--color-ink)",
    colorInput: "var(--color-surface)",
    colorInputForeground: "var(--color-ink)",
    colorBorder: "var(--color-ink)",
    colorDanger: "var(--color-danger)",
    colorSuccess: "var(--color-live)",
    fontFamily: "var(--font-sans)",
    fontSize: "0.875rem",
    borderRadius: "0.5rem",
  },
} as const;
