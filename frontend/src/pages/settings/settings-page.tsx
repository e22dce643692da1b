/** What a project is called, where it may be used from, how its pages look, and how it ends. */
import { useProject } from "../../app/project-context.ts";
import { Page } from "../../ui/page.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { BrandingCard } from "./branding-card.tsx";
import { DangerCard } from "./danger-card.tsx";
import { DefaultUrlsCard } from "./default-urls-card.tsx";
import { NameCard } from "./name-card.tsx";
import { StripeCard } from "./stripe-card.tsx";

export function SettingsPage() {
  const { mode } = useProject();
  return (
    <Page
      title="Settings"
      description={`Test and live have settings of their own; these are those of ${mode}. Going live takes test's along.`}
      isNarrow
    >
      <NameCard />
      <StripeCard />
      <AddressesCard
        setting="allowedOrigins"
        title="Allowed origins"
        description="Where browsers may call from with the publishable key or a user's token, and where checkouts may come back to."
        label="Origins, one a line"
        example="https://app.example.com"
      />
      <AddressesCard
        setting="redirectUris"
        title="Redirect URIs"
        description="Where sign-in may come back to. Compared letter by letter: a slash more is another address."
        label="Redirect URIs, one a line"
        example="https://app.example.com/callback"
      />
      <DefaultUrlsCard />
      <BrandingCard />
      <DangerCard />
    </Page>
  );
}
