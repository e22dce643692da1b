/** Signing in and up, with Clerk's own components: passwords and codes never pass through our code. */
import { SignIn, SignUp } from "@clerk/react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Logo } from "../../app/logo.tsx";
import { usePageTitle } from "../../ui/page.tsx";

export function SignInPage() {
  usePageTitle("Sign in");
  const [wanted] = useState(readWantedPage);
  return (
    <Frame title="Sign in to dream-api">
      <SignIn routing="hash" fallbackRedirectUrl={wanted} signUpFallbackRedirectUrl={wanted} />
    </Frame>
  );
}

export function SignUpPage() {
  usePageTitle("Sign up");
  const [wanted] = useState(readWantedPage);
  return (
    <Frame title="Sign up for dream-api">
      <SignUp routing="hash" fallbackRedirectUrl={wanted} signInFallbackRedirectUrl={wanted} />
    </Frame>
  );
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <header className="px-6 py-5">
        <Link to="/" className="inline-block rounded-md">
          <Logo />
        </Link>
      </header>
      {/* From the top down: a card in the middle would move under the pointer when a hint makes it grow. */}
      <main className="grid content-start justify-items-center px-4 pt-[8vh] pb-8">
        <h1 className="sr-only">{title}</h1>
        {/* Keeps the place while Clerk's script is on its way. */}
        <div className="grid min-h-112 w-full max-w-100 content-start justify-items-center">{children}</div>
      </main>
      <footer className="px-6 py-5 text-center text-muted text-xs">
        Your password stays with Clerk. We only learn who you are.
      </footer>
    </div>
  );
}

/** Where to go afterwards: a page of ours that somebody was kept from, else the dashboard. Never another site. */
function readWantedPage(): string {
  const wanted = new URLSearchParams(location.search).get("redirect_url") ?? "";
  const url = URL.parse(wanted, location.origin);
  return url?.origin === location.origin && wanted !== "" ? url.pathname + url.search : "/dashboard";
}
