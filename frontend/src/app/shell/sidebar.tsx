/** The way around: project, mode, pages, account. The same at the side and, on a phone, in a drawer. */
import { Link } from "@tanstack/react-router";
import { BookOpen, ExternalLink, ReceiptText } from "lucide-react";
import { config } from "../../config.ts";
import { Logo } from "../logo.tsx";
import { useProjectsContext } from "../project-context.ts";
import { ModeToggle } from "./mode-toggle.tsx";
import { navigationOf } from "./navigation.ts";
import { ProjectSwitcher } from "./project-switcher.tsx";
import { UserMenu } from "./user-menu.tsx";

const link =
  "flex items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-muted transition-colors hover:bg-hover hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0";
const current = "bg-hover font-medium text-ink [&_svg]:text-accent";

/** @param onNavigate after a page was chosen: closes the drawer */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const { current: project } = useProjectsContext();
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <Link to="/dashboard" className="mx-1 mt-1 self-start rounded-md max-lg:hidden">
        <Logo />
      </Link>
      <div className="grid gap-2">
        <ProjectSwitcher />
        {project && <ModeToggle />}
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: it hears of its links, which keys press too. */}
      <nav aria-label="Pages" className="min-h-0 flex-1 overflow-y-auto" onClick={onNavigate}>
        {project &&
          navigationOf(project.project.type).map(({ label, items }) => (
            <div key={label} className="mb-4">
              <p className="px-2.5 pb-1 text-muted text-xs">{label}</p>
              <ul className="grid gap-0.5">
                {items.map(({ to, label: name, icon: Icon }) => (
                  <li key={to}>
                    <Link to={to} className={link} activeProps={{ className: current, "aria-current": "page" }}>
                      <Icon aria-hidden /> {name}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
      </nav>
      <div className="grid grid-cols-1 gap-0.5 border-t pt-2">
        <Link
          to="/account"
          className={link}
          activeProps={{ className: current, "aria-current": "page" }}
          onClick={onNavigate}
        >
          <ReceiptText aria-hidden /> Account and plan
        </Link>
        <a href={`${config.apiUrl}/docs`} target="_blank" rel="noreferrer" className={link}>
          <BookOpen aria-hidden /> API reference
          <ExternalLink className="ml-auto size-3.5! opacity-60" aria-label="opens a new tab" />
        </a>
        <UserMenu />
      </div>
    </div>
  );
}
