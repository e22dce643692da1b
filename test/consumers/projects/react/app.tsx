import DreamAPI, { type User } from "dream-api";
import {
  DreamProvider,
  type DreamProviderProps,
  Gate,
  PricingTable,
  SignedIn,
  SignedOut,
  useUsage,
  useUser,
} from "dream-api/react";

const api = new DreamAPI("pk_test_11PublicPublicPublicPublic");
const provider: DreamProviderProps = { api };

function Account() {
  const { user, signIn }: { user: User | null; signIn: (options?: { returnTo?: string }) => Promise<void> } = useUser();
  const { usage, track } = useUsage();
  return (
    <button type="button" onClick={() => (user ? track({ amount: 2 }) : signIn({ returnTo: "/notes" }))}>
      {user?.email ?? "Sign in"} {usage?.remaining}
    </button>
  );
}

export function App() {
  return (
    <DreamProvider {...provider}>
      <Account />
      <SignedOut>Welcome</SignedOut>
      <SignedIn>
        <Gate plan={["pro", "max"]} feature="Export" fallback={<PricingTable checkout={{ promotionCode: "SPRING" }} />}>
          Export
        </Gate>
      </SignedIn>
    </DreamProvider>
  );
}
