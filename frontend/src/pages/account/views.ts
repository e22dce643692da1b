/** The parts of the account page, by their names in its address. */
const accountViews = ["plan", "totals", "notices", "audit-log"] as const;
export type AccountView = (typeof accountViews)[number];

export function readAccountView(name: unknown): AccountView | undefined {
  return accountViews.find((view) => view === name);
}
