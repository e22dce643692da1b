/** Who is signed in, how the pages look, and the way out. */
import { useClerk, useUser } from "@clerk/react";
import { Link, useNavigate } from "@tanstack/react-router";
import { Check, CircleUser, LogOut, Monitor, Moon, ReceiptText, Sun } from "lucide-react";
import {
  Menu,
  MenuItem,
  MenuItemIndicator,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "../../ui/menu.tsx";
import { type Theme, themes, useTheme } from "../theme.ts";

const themeLooks = {
  system: { label: "As the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
} as const;

export function UserMenu() {
  const { user } = useUser();
  const clerk = useClerk();
  const [theme, setTheme] = useTheme();
  const navigate = useNavigate();
  // Away first: a page of the dashboard would ask whoever is signed out to sign in.
  const leave = () => navigate({ to: "/", search: {} as never }).then(() => clerk.signOut());
  const address = user?.primaryEmailAddress?.emailAddress ?? "";
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-lg px-2.5 py-2 text-left transition-colors hover:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-solid font-semibold text-on-solid text-xs uppercase"
          >
            {(user?.firstName ?? address).slice(0, 1)}
          </span>
          <span className="min-w-0 flex-1 truncate">{user?.fullName ?? address}</span>
          <span className="sr-only">Your menu</span>
        </button>
      }
    >
      <MenuLabel>{address}</MenuLabel>
      <MenuItem asChild>
        <Link to="/account">
          <ReceiptText aria-hidden /> Account and plan
        </Link>
      </MenuItem>
      <MenuItem onSelect={() => clerk.openUserProfile()}>
        <CircleUser aria-hidden /> Profile and security
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuRadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
        {themes.map((option) => {
          const { label, icon: Icon } = themeLooks[option];
          return (
            <MenuRadioItem key={option} value={option}>
              <Icon aria-hidden />
              <span className="flex-1">{label}</span>
              <MenuItemIndicator>
                <Check className="text-accent" aria-hidden />
              </MenuItemIndicator>
            </MenuRadioItem>
          );
        })}
      </MenuRadioGroup>
      <MenuSeparator />
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}
