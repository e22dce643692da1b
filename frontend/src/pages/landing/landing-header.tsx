import { useAuth } from "@clerk/react";
import { Link } from "@tanstack/react-router";
import { Logo } from "../../app/logo.tsx";
import { config } from "../../config.ts";
import { Button } from "../../ui/button.tsx";

const link = "rounded-md px-2.5 py-1.5 text-muted transition-colors hover:text-ink";

export function LandingHeader() {
  const { isSignedIn } = useAuth();
  return (
    <header className="mx-auto flex max-w-6xl items-center gap-2 px-5 py-4 sm:px-8">
      <Logo className="mr-auto" />
      <nav aria-label="On this page" className="flex items-center max-sm:hidden">
        <a href="#exactness" className={link}>
          How it counts
        </a>
        <a href="#pricing" className={link}>
          Pricing
        </a>
        <a href={`${config.apiUrl}/docs`} className={link}>
          Reference
        </a>
      </nav>
      {isSignedIn ? (
        <Button asChild size="small" className="ml-2">
          <Link to="/dashboard">Dashboard</Link>
        </Button>
      ) : (
        <>
          <Link to="/sign-in" className={link}>
            Sign in
          </Link>
          <Button asChild size="small" className="ml-1">
            <Link to="/sign-up">Start free</Link>
          </Button>
        </>
      )}
    </header>
  );
}
