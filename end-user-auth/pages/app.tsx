/** Which page is shown. */
import { lazy, Suspense } from "react";
import { usePageName } from "./address.ts";
import { Frame } from "./frame.tsx";
import { PageProblem } from "./pages-api.ts";
import { ProblemScreen } from "./problem-screen.tsx";
import { Waiting } from "./screen.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { SignOutPage } from "./sign-out-page.tsx";

const AccountPage = lazy(() => import("./account/account-page.tsx"));

export function App() {
  const page = usePageName();
  const query = new URLSearchParams(location.search);
  const request = query.get("request");
  if (page === "account" || (page === "sign-up" && !request && query.has("mode"))) {
    return (
      <Suspense fallback={<Waiting />}>
        <AccountPage />
      </Suspense>
    );
  }
  if (page === "sign-out") return <SignOutPage />;
  if (page === undefined || !request) {
    return (
      <Frame project={null} mode={null}>
        <ProblemScreen problem={new PageProblem(page ? "no_request" : "not_found", null)} />
      </Frame>
    );
  }
  return <SignInPage key={request} request={request} />;
}
