import { Logo } from "../../app/logo.tsx";
import { config } from "../../config.ts";

export function LandingFooter() {
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-5 py-8 text-muted sm:px-8">
        <Logo className="text-ink" />
        <nav aria-label="Elsewhere" className="flex gap-5">
          <a href={`${config.apiUrl}/docs`} className="hover:text-ink">
            Reference
          </a>
          <a href={`${config.apiUrl}/docs/errors`} className="hover:text-ink">
            Errors
          </a>
          <a href={`${config.apiUrl}/health`} className="hover:text-ink">
            Health
          </a>
        </nav>
      </div>
    </footer>
  );
}
