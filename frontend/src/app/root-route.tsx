/** The root of all pages. */
import { createRootRoute, Outlet } from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { PageError } from "./page-error.tsx";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: PageError,
});
