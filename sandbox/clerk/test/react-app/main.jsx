/**
 * An application as its developer would write it: `@clerk/react` with the publishable key and a relative proxy path, a
 * page per prebuilt component, and a token for an API.
 */
import { ClerkProvider, Show, SignIn, SignUp, UserButton, UserProfile, useAuth, useUser } from "@clerk/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");

const pages = { "/sign-in": SignInPage, "/sign-up": SignUpPage, "/user": ProfilePage };
const Page = pages[location.pathname] ?? HomePage;

function SignInPage() {
  return <SignIn routing="hash" fallbackRedirectUrl="/" signUpUrl="/sign-up" />;
}

function SignUpPage() {
  return <SignUp routing="hash" fallbackRedirectUrl="/" signInUrl="/sign-in" />;
}

function ProfilePage() {
  return <UserProfile routing="hash" />;
}

function HomePage() {
  return (
    <Show when="signed-in">
      <UserButton userProfileUrl="/user" userProfileMode="navigation" />
      <Token />
    </Show>
  );
}

/** What the page would send to an API, and what it says of its user. */
function Token() {
  const { getToken } = useAuth();
  const [token, setToken] = useState("");
  const show = async (options) => setToken((await getToken(options).catch(({ code }) => code)) ?? "none");
  return (
    <section>
      <button type="button" onClick={() => show()}>
        Get a token
      </button>
      <button type="button" onClick={() => show({ skipCache: true })}>
        Get a new token
      </button>
      <output>{token}</output>
    </section>
  );
}

function Status() {
  const { isLoaded, user } = useUser();
  if (!isLoaded) return <p>Loading</p>;
  return <p>{user ? `Signed in as ${user.primaryEmailAddress?.emailAddress}` : "Signed out"}</p>;
}

createRoot(root).render(
  <ClerkProvider
    publishableKey={root.dataset.publishableKey}
    proxyUrl="/__clerk"
    signInUrl="/sign-in"
    signUpUrl="/sign-up"
    afterSignOutUrl="/"
    telemetry={false}
  >
    <Status />
    <Page />
  </ClerkProvider>,
);
