/** What stands around every page: the project at the top, the mode, and whose pages these are. */
import type { Mode, SignInProject } from "@dream-api/contract";
import { type CSSProperties, type ReactNode, useState } from "react";
import { lookOf, useColourScheme } from "./look.ts";

interface FrameProps {
  /** Null before it is known, and on pages that belong to no project. */
  readonly project: SignInProject | null;
  readonly mode: Mode | null;
  readonly children: ReactNode;
}

export function Frame({ project, mode, children }: FrameProps) {
  const look = lookOf(project?.colour ?? null, useColourScheme());
  const style = {
    "--brand": look.brand,
    "--on-brand": look.onBrand,
    "--edge": look.edge,
    "--accent": look.accent,
  } as CSSProperties;
  return (
    <>
      <div className="band" style={{ background: look.brand }} />
      <div className="frame" style={style}>
        <header>
          {project ? <ProjectName project={project} /> : null}
          {mode === "test" ? <TestMode /> : null}
        </header>
        <main>{children}</main>
        <footer>Sign-in by dream-api</footer>
      </div>
    </>
  );
}

function ProjectName({ project }: { project: SignInProject }) {
  return (
    <p className="project">
      <ProjectMark project={project} />
      <span>{project.name}</span>
    </p>
  );
}

/** The logo; the first letter on the project's colour where there is none or it does not load. */
export function ProjectMark({ project: { name, colour, logoUrl } }: { project: SignInProject }) {
  const [isBroken, setBroken] = useState(false);
  const { brand, onBrand } = lookOf(colour, useColourScheme());
  if (logoUrl && !isBroken) {
    return <img className="mark" src={logoUrl} alt="" referrerPolicy="no-referrer" onError={() => setBroken(true)} />;
  }
  return (
    <span className="mark letter" aria-hidden="true" style={{ background: brand, color: onBrand }}>
      {Array.from(name.trim())[0]?.toUpperCase()}
    </span>
  );
}

function TestMode() {
  return (
    <p className="test-mode">
      <strong>Test mode.</strong> No real accounts, no real money.
    </p>
  );
}
