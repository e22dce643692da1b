import { Link } from "@tanstack/react-router";
import { Logo } from "../../app/logo.tsx";
import { Button } from "../../ui/button.tsx";

export function LandingPage() {
  return (
    <main>
      <Logo />
      <h1>Don't trust me</h1>
      <Button asChild>
        <Link to="/sign-up">Start free</Link>
      </Button>
    </main>
  );
}
