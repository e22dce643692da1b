/** In the place of a page that failed while it was drawn or loaded. */
import { Button } from "../ui/button.tsx";

export function PageError() {
  return (
    <main className="mx-auto grid min-h-[60dvh] max-w-xl content-center gap-4 p-6">
      <h1 className="font-semibold text-2xl tracking-tight">This page did not work</h1>
      <p role="alert" className="text-muted">
        Something in it went wrong, or a part of it could not be loaded. Nothing that you saved is lost.
      </p>
      <Button className="justify-self-start" onClick={() => location.reload()}>
        Load the page again
      </Button>
    </main>
  );
}
