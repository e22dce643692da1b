/** What a project sells: edited here, followed by Stripe. */
import { useProject } from "../../app/project-context.ts";
import { ProductsEditor } from "./products-editor.tsx";
import { TiersEditor } from "./tiers-editor.tsx";

export function CataloguePage() {
  const { project } = useProject();
  return project.type === "saas" ? <TiersEditor /> : <ProductsEditor />;
}
