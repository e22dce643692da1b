/** For an address that nothing stands at. */
import { Link } from "@tanstack/react-router";
import { Button } from "../ui/button.tsx";
import { usePageTitle } from "../ui/page.tsx";
import { Logo } from "./logo.tsx";

export function NotFound() {
  usePageTitle("Not found");
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-3 p-6 text-center">
      <Logo />
      <h1 className="mt-4 font-semibold text-2xl tracking-tight">There is no page here</h1>
      <p className="text-muted">The address may be mistyped, or the page has moved.</p>
      <Button asChild className="mt-3">
        <Link to="/">To the start</Link>
      </Button>
    </main>
  );
}
