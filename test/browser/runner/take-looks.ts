/** Looks at a page as people will see it: on a desktop and a phone, light and dark. */
import { takeScreenshot } from "./take-screenshot.ts";
import type { Visit, VisitOptions } from "./visit.ts";

/** Each screen once and each theme once: what these two don't show, the others seldom do. */
const opposites = [
  { screen: "desktop", colorScheme: "light" },
  { screen: "phone", colorScheme: "dark" },
] as const;
const others = [
  { screen: "desktop", colorScheme: "dark" },
  { screen: "phone", colorScheme: "light" },
] as const;
/** `npm run screenshots` takes all four, and keeps a picture of each. */
const keepsPictures = Boolean(process.env.ALL_LOOKS);
const looks = keepsPictures ? [...opposites, ...others] : opposites;

export interface Looks {
  /** Opens the page in one look, signed in if need be, and returns when it is ready to be seen. */
  open(look: VisitOptions): Promise<Visit>;
  readonly name: string;
}

/** A page that must be scrolled sideways has a problem. A picture is `<name>-<screen>-<light or dark>.png`. */
export async function takeLooks({ name, open }: Looks): Promise<void> {
  for (const look of looks) {
    const visit = await open(look);
    if (keepsPictures) await takeScreenshot(visit, `${name}-${look.screen}-${look.colorScheme}`);
    const excess = await visit.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) {
      visit.report({ kind: "sideways scroll", message: `${name} is ${excess} pixels too wide for a ${look.screen}` });
    }
  }
}
