/** Starts the pages. */
import "./app/zod-without-eval.ts";
import "./styles.css";
import { ClerkProvider } from "@clerk/react";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { clerkLook } from "./app/clerk-look.ts";
import { reloadOnce } from "./app/reload-once.ts";
import { router } from "./app/router.ts";
import { config } from "./config.ts";

addEventListener("vite:preloadError", reloadOnce);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");

createRoot(root).render(
  <StrictMode>
    <ClerkProvider
      publishableKey={config.clerkPublishableKey}
      {...(config.clerkProxyUrl ? { proxyUrl: config.clerkProxyUrl } : {})}
      routerPush={(to) => router.history.push(to)}
      routerReplace={(to) => router.history.replace(to)}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      signInFallbackRedirectUrl="/dashboard"
      signUpFallbackRedirectUrl="/dashboard"
      afterSignOutUrl="/"
      appearance={clerkLook}
      telemetry={false}
    >
      <RouterProvider router={router} />
    </ClerkProvider>
  </StrictMode>,
);
